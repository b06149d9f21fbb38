"""English and Cantonese words in a query (中英夹杂、粤语) → the words that forms use: 学员 satisfaction, 几多场.

In: a query as typed, full width and traditional characters folded. Out: the same in the Chinese of forms. People who
work with computers, visitors and surveys mix English in, and in Guangzhou one asks 有几多个; forms print neither.
Knowledge stands in tables. What forms do print (GDP, PV, AED, VR) is in none and stays as typed, as does what nobody
listed.
"""

from __future__ import annotations

import re
from typing import Final

# Measures first, then objects; plurals with s need no entry of their own.
_ROWS: Final = """
satisfaction 满意度 | satisfaction rate 满意度 | sat 满意度 | csat 满意度 | coverage 覆盖率 | coverage rate 覆盖率
attendance 参加人次 | headcount 人数 | participant 参加人数 | attendee 参加人数
percentage 百分比 | ratio 比例 | rate 率 | pass rate 合格率 | completion rate 完成率 | response rate 响应率
score 得分 | cost 成本 | budget 预算 | expense 费用 | revenue 收入
deadline 完成时限 | duration 时长 | response time 响应时间 | page view 浏览量 | view 浏览量 | click 点击量
download 下载量 | follower 粉丝数 | fans 粉丝数 | subscriber 粉丝数 | uptime 正常运行率 | availability 可用率
downtime 停机时间 | mttr 平均修复时间 | mtbf 平均无故障时间 | gmv 交易额 | roi 投资回报率 | nps 满意度 | uv 访客数
dau 日活跃用户数 | mau 月活跃用户数 | frequency 频次 | on-time 及时 | on time 及时
training 培训 | workshop 研讨会 | seminar 研讨会 | lecture 讲座 | event 活动 | activity 活动 | activities 活动
conference 会议 | meeting 会议 | forum 论坛 | summit 峰会 | exhibition 展览 | expo 博览会 | open day 开放日
livestream 直播 | live streaming 直播 | video 视频 | post 推文 | article 文章 | paper 论文 | patent 专利
report 报告 | project 项目 | team 团队 | expert 专家 | volunteer 志愿者 | user 用户 | customer 服务对象
client 服务对象 | trainee 学员 | student 学生 | teacher 教师 | patient 患者 | visitor 观众 | kid 儿童 | staff 工作人员
employee 职工 | employer 用人单位 | enterprise 企业 | company 企业 | companies 企业 | startup 创业企业
incubator 孵化器 | science popularization 科普 | science 科学 | technology 技术 | museum 博物馆 | library 图书馆
school 学校 | hospital 医院 | website 网站 | platform 平台 | system 系统 | server 服务器 | network 网络 | data 数据
backup 备份 | maintenance 维护 | failure 故障 | feedback 反馈 | survey 调查 | service 服务 | quality 质量
publicity 宣传 | media 媒体 | equipment 设备 | procurement 采购 | contract 合同 | r&d 研发 | demo 演示 | campus 校园
"""
_WORDS: Final = {
    english: chinese
    for english, _, chinese in (entry.strip().rpartition(" ") for entry in _ROWS.replace("\n", "|").split("|"))
    if english
}
# Longer ones first. Signs that no other word has: 边个 (who) is also in 周边个体户, 点解 (why) in 重点解决.
_CANTONESE_WORDS: Final = """
几多 多少 | 有冇 有没有 | 冇 没有 | 唔 不 | 咗 了 | 嘅 的 | 喺 在 | 佢哋 他们 | 哋 们 | 佢 他 | 啲 些 | 嗰 那 | 咁 这么
乜嘢 什么 | 乜 什么 | 睇 看 | 俾 给 | 畀 给 | 细路仔 小孩 | 细路 小孩 | 后生仔 年轻人
"""
_CANTONESE: Final = tuple(entry.split() for entry in _CANTONESE_WORDS.strip().replace("\n", "|").split("|"))
_ENGLISH = re.compile(r"(?<![a-z0-9&])[a-z](?:[a-z&-]*[a-z])?(?: [a-z]+)?(?![a-z0-9&])", re.IGNORECASE)


def in_plain_chinese(text: str) -> str:
    """Put for each known English or Cantonese word the one that forms use; white space around English goes, too.

    >>> in_plain_chinese("讲座办咗几多场"), in_plain_chinese("细路仔睇展览嘅人次")
    ('讲座办了多少场', '小孩看展览的人次')
    >>> in_plain_chinese("科研人员 satisfaction ≥90%"), in_plain_chinese("系统 MTTR 几小时")
    ('科研人员满意度≥90%', '系统平均修复时间几小时')
    >>> in_plain_chinese("VR体验 lectures"), in_plain_chinese("GDP")
    ('VR体验讲座', 'GDP')

    """
    for spoken, written in _CANTONESE:
        text = text.replace(spoken, written)
    parts: list[str] = []
    place = 0
    while (found := _ENGLISH.search(text, place)) is not None:
        words, first = found[0], found[0].split(" ")[0]
        word = next((one for one in (words, first) if _known(one)), first)
        before, chinese = text[place : found.start()], _known(word)
        parts += (before.rstrip(" "), chinese) if chinese else (before, word)
        place = found.start() + len(word)
        while chinese and text[place : place + 1] == " ":
            place += 1
    return "".join((*parts, text[place:]))


def _known(word: str) -> str:
    lower = word.lower()
    return _WORDS.get(lower) or (_WORDS.get(lower.removesuffix("s"), "") if lower.endswith("s") else "")
