# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 研究：在查询里用相似度
#
# 问题：市和区承诺的科普活动场次差多少？说法各不相同（场次、次数、开展、举办），所以按意思找，再用 SPARQL 汇总。
#
# **结论**：在自带样例上，市级的中位数比区级高一个数量级以上，条数却各不到五条：可以看出差别，不足以下定论。
#
# 数据集文件夹由环境变量 `KG_DATASET` 指定，默认是 `../dataset`。还没有数据集时，先在终端运行
# `kg demo --keep ../dataset`（自带样例）或 `kg build 文件夹 --dataset ../dataset`（自己的文件）。
# 不用 Jupyter 也可以：`KG_DATASET=数据集文件夹 python notebooks/research.py` 在终端打印同样的表。
#
# 下面打开数据集，写下两个查询共用的部分：`SERVICE kg:similar` 按意思找指标，只留可比的，再取年度指标值里按场次计的数。
# 一格里写了几个场次的，分不清问的是哪一个，用 `MINUS` 去掉。

# %%
import builtins
import os
import shutil

import altair
import pandas
import rdflib

from api import open_dataset

# 在 Jupyter 里用它的 display，当脚本运行时打印到终端（中文占两格，照终端的宽度分段）
show = getattr(builtins, "display", lambda table: print(f"{table}\n"))
pandas.options.display.max_columns = pandas.options.display.max_colwidth = None
pandas.options.display.unicode.east_asian_width = True
pandas.options.display.width = shutil.get_terminal_size((160, 40)).columns
dataset = open_dataset(os.environ.get("KG_DATASET", "../dataset"))
prefixes = """
PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX kgs: <https://w3id.org/jixiao/search/>
PREFIX kgtdimension: <https://w3id.org/jixiao/taxonomy/dimension/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
comparable_figures = """
  SERVICE kg:similar {
    ?indicator kgs:text "科普活动场次" ; kgs:limit 100 ; kgs:rank ?rank ; kgs:comparable ?comparable .
  }
  FILTER(?comparable)
  ?indicator kg:name ?name ; kg:department ?organisation ; kg:target ?target .
  ?organisation kg:name ?department ; kg:level/rdfs:label ?level .
  FILTER(LANG(?level) = "zh")
  ?target kg:period kg:annual ; kg:rawText ?printed ; kg:component ?component .
  ?component kg:role kg:promise ; kg:dimension kgtdimension:event_count ; kg:value ?value .
  MINUS {
    ?target kg:component ?component, ?other .
    ?other kg:role kg:promise ; kg:dimension kgtdimension:event_count .
    FILTER(?other != ?component)
  }
"""

# %% [markdown]
# 先看结论：各级部门有几条、最小、中位数、最大（`kg:median` 是本系统的汇总函数）。
# 同一承诺若在两份文件里各印一次，这里算两条。

# %%
query = f"""{prefixes}
SELECT ?level (COUNT(?value) AS ?n) (COUNT(DISTINCT ?organisation) AS ?departments)
       (MIN(?value) AS ?least) (kg:median(?value) AS ?median) (MAX(?value) AS ?largest)
WHERE {{ {comparable_figures} }}
GROUP BY ?level ORDER BY ?level
"""
show(pandas.DataFrame(dataset.sparql(query).rows(), columns=["级别", "条数", "部门数", "最小", "中位数", "最大"]))

# %% [markdown]
# 再看每一条：最像的排在前面，出处精确到文件和行（指标值折行印刷时取第一行）。

# %%
query = f"""{prefixes}
SELECT ?rank ?name ?printed ?value ?department ?level ?file (MIN(?line) AS ?first) ?indicator
WHERE {{ {comparable_figures} ?target kg:document/kg:fileName ?file .
         OPTIONAL {{ ?target kg:source/kg:line ?line }} }}
GROUP BY ?rank ?name ?printed ?component ?value ?department ?level ?file ?indicator ORDER BY ?rank ?component
"""
columns = ["名次", "指标", "指标值", "场次", "部门", "级别", "文件", "行", "指标编号"]
promises = pandas.DataFrame(dataset.sparql(query).rows(), columns=columns)
show(promises.drop(columns="指标编号"))

# %% [markdown]
# 画成图，差别一眼可见：横轴是对数刻度，距离相同就是倍数相同；最多画最像的二十条，零不上对数轴。

# %%
altair.renderers.enable("svg")
shown = promises[promises["场次"] > 0].head(20).assign(场次=lambda rows: rows["场次"].astype(float))
base = altair.Chart(shown, title="可比的科普活动场次目标").encode(
    x=altair.X(
        "场次:Q", scale=altair.Scale(type="log"), axis=altair.Axis(grid=False), title="年度目标值（场次，对数刻度）"
    ),
    y=altair.Y(
        "指标:N",
        sort=altair.EncodingSortField("场次", op="max", order="descending"),
        axis=altair.Axis(grid=True, title=None),
    ),
)
dots = base.mark_point(filled=True, size=90, opacity=1).encode(
    color=altair.Color("部门:N"), shape=altair.Shape("部门:N")
)
figures = base.mark_text(align="left", dx=9).encode(text=altair.Text("场次:Q", format=",~f"))
fonts = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
chart = (dots + figures).properties(width=420).configure(font=fonts)
chart = chart.configure_axis(labelLimit=320).configure_legend(labelLimit=320)
show(chart if hasattr(builtins, "display") else "（图在 Jupyter 里看：notebooks/research.ipynb）")

# %% [markdown]
# 图里的每个数都能走回原文。取最像的一条，在 rdflib 图里从指标走到年度指标值，再走到原文所在的行和字符位置。

# %%
kg = rdflib.Namespace("https://w3id.org/jixiao/ontology/")
graph = dataset.graph()
trail, parts, empty = [], ("line", "start", "end", "exact"), rdflib.Literal("")
for indicator in promises["指标编号"].head(1):
    for target in graph.objects(rdflib.URIRef(indicator), kg.target):
        for span in graph.objects(target, kg.source):
            if (target, kg.period, kg.annual) in graph:
                words = [graph.value(span, kg[part], default=empty).toPython() for part in parts]
                trail.append((str(graph.value(target, kg.rawText)), *words))
show(pandas.DataFrame(sorted(trail, key=lambda row: row[2]), columns=["指标值", "行", "起", "止", "原文"]))

# %% [markdown]
# 最后看这张图有多大：每份文件一个命名图，登记、分类、核查发现等各一个；看完关上数据集。

# %%
dataset.close()
sizes = sorted((str(part.identifier), len(part)) for part in graph.graphs() if len(part))
show(pandas.DataFrame(sizes, columns=["命名图", "三元组"]))
