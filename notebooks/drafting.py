# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 拟订目标：别人承诺了多少？
#
# 手里有几条拟写进申报表的目标，想知道别的部门有没有同样的承诺、定了多少、出处在哪一行，自己的数放在里面是高是低。
#
# **结论**：在自带样例上，五条草案有四条找得到可比的目标；“新建充电桩数量”一条可比的也没有，照实说没有，不拿相近的充数。
#
# 数据集文件夹由环境变量 `KG_DATASET` 指定，默认是 `../dataset`。还没有数据集时，先在终端运行
# `kg demo --keep ../dataset`（自带样例）或 `kg build 文件夹 --dataset ../dataset`（自己的文件）。
# 不用 Jupyter 也可以：`KG_DATASET=数据集文件夹 python notebooks/drafting.py` 在终端打印同样的表。
#
# 下面打开数据集，写下草案：指标、拟定值、计量单位，都按“不少于”理解。
# 只想看同级部门时，把 `filters` 改成 `{"level": "district"}`。

# %%
import builtins
import os
import shutil
from decimal import Decimal

import pandas

from api import open_dataset

# 在 Jupyter 里用它的 display，当脚本运行时打印到终端（中文占两格，照终端的宽度分段）
show = getattr(builtins, "display", lambda table: print(f"{table}\n"))
pandas.options.display.max_columns = pandas.options.display.max_colwidth = None
pandas.options.display.unicode.east_asian_width = True
pandas.options.display.width = shutil.get_terminal_size((160, 40)).columns
dataset = open_dataset(os.environ.get("KG_DATASET", "../dataset"))
filters = {}
drafts = [
    ("全年举办科普活动场次", "30", "场"),
    ("科普活动参加人次", "5000", "人次"),
    ("科普工作公众满意度", "92", "%"),
    ("新建基层科协组织数量", "10", "个"),
    ("新建充电桩数量", "50", "个"),
]

# %% [markdown]
# 场与次数的是同一样东西，人与人次不是：先从分类表里查出每个计量单位属于哪一类，只和同一类的数比。

# %%
units = " ".join(f'"{unit}"' for unit in sorted({unit for _, _, unit in drafts}))
query = f"""
PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX kgtunits: <https://w3id.org/jixiao/taxonomy/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?unit ?code ?words WHERE {{
  VALUES ?unit {{ {units} }}
  ?concept skos:inScheme kgtunits:unit ; skos:notation ?unit ; kg:dimension ?dimension .
  ?dimension skos:notation ?code ; skos:prefLabel ?words .
  FILTER(LANG(?words) = "zh")
}}
ORDER BY ?unit
"""
found_units = dataset.sparql(query).rows()
dimensions = {unit: code for unit, code, _ in found_units}
show(pandas.DataFrame(found_units, columns=["计量单位", "代码", "类别"]))

# %% [markdown]
# 先看结论：每条草案有几条可比的目标，来自几个部门，拟定值在其中处在什么位置。只有一条时只能对照，谈不上高低分布。

# %%
counted_one_by_one = {"event_count", "item_count", "person_count", "person_times", "view_count"}
positions = []
for name, text, unit in drafts:
    value, group = Decimal(text), None
    comparison = dataset.compare(name, **filters)
    for one in comparison["groups"]:
        plain = one["limit"] == "level" and not (one["per"] or one["every"] or one["baseline"] or one["change"])
        same = one["measure_unit"] == unit or one["dimension"] in counted_one_by_one
        if group is None and one["n"] and plain and same and one["dimension"] == dimensions.get(unit):
            group = one
    if group is None:
        related = dataset.search(name, **filters)["answer"] == "found"
        verdict = "有可比的指标，但没有同类的数可比" if related else "没有可比的目标"
        positions.append((name, text + unit, 0, 0, "", "", "", verdict))
        continue
    peers = [Decimal(row["value"]) for row in group["rows"] if row["standing"] == "counted"]
    lower, higher = sum(peer < value for peer in peers), sum(peer > value for peer in peers)
    place = f"高于 {lower} 条，等于 {len(peers) - lower - higher} 条，低于 {higher} 条"
    place = place if len(peers) > 1 else f"只有 1 条可对照：{place}"
    spread = [f"{Decimal(group[key]):,f}{group['measure_unit']}" for key in ("minimum", "median", "maximum")]
    positions.append((name, text + unit, group["n"], group["n_departments"], *spread, place))
columns = ["草案", "拟定值", "可比条数", "部门数", "最小", "中位数", "最大", "拟定值的位置"]
show(pandas.DataFrame(positions, columns=columns))

# %% [markdown]
# 再看依据：每条草案最可比的三条，谁、哪一年、承诺多少，出处精确到文件和行。文件没有写明年度的，写“未载明”。

# %%
best = []
for name, _, _ in drafts:
    comparable = [hit for hit in dataset.search(name, **filters)["hits"] if hit["comparable"]]
    for hit in comparable[:3]:
        year = f"{hit['fiscal_year'] or '未注明'}{'（推断）' if hit['fiscal_year_basis'] == 'inferred' else ''}"
        target = hit["target"]["raw"] if hit["target"] else ""
        words = (hit["target"] and hit["target"]["source"]) or hit["source"]
        source = f"{words['document']}:{words['line'] or words['row']}"
        best.append((name, hit["name"], target, hit["department"], year, source, hit["score"]))
show(pandas.DataFrame(best, columns=["草案", "可比的指标", "指标值", "部门", "年度", "出处", "相似度"]))

# %% [markdown]
# 没有可比目标的草案列在这里，旁边是字面上最近的一条。它说的不是同一件事，只供判断是不是换个说法再找，不能当作依据。

# %%
without = []
for name, _, _ in drafts:
    answer = dataset.search(name, **filters)
    if answer["answer"] == "none":
        nearest = answer["hits"][0]["name"] if answer["hits"] else "没有"
        without.append((name, "没有可比的目标", nearest))
show(pandas.DataFrame(without, columns=["草案", "结论", "字面最近（不可比）"]))

# %% [markdown]
# 用完关上数据集，并记下是哪一次构建给的答案，以便日后核对。

# %%
dataset.close()
show(f"构建 {dataset.build_id}")
