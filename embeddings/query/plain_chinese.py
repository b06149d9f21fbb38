"""English words in a Chinese query (中英夹杂) → the words that forms use: 学员 satisfaction asks for 学员满意度.

In: a query as typed, full width folded. Out: the same with each known English word in Chinese. People who work with
computers, visitors and surveys mix such words in; forms do not print them. Knowledge stands in a table. What forms
do print (GDP, PV, AED, VR) is not in it and stays as typed, as does what nobody listed.
"""

from __future__ import annotations

import re
from typing import Final

# Measures first, then objects; plurals with s need no entry of their own.
_ROWS: Final = """
satisfaction 满意度 | satisfaction rate 满意度 | coverage 覆盖率 | coverage rate 覆盖率
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
_ENGLISH = re.compile(r"(?<![a-z0-9&])[a-z](?:[a-z&-]*[a-z])?(?: [a-z]+)?(?![a-z0-9&])", re.IGNORECASE)


def in_chinese(text: str) -> str:
    """Put for each known English word the word that forms use; the white space around it goes, too.

    >>> in_chinese("科研人员 satisfaction ≥90%"), in_chinese("系统 MTTR 几小时"), in_chinese("VR体验 lectures")
    ('科研人员满意度≥90%', '系统平均修复时间几小时', 'VR体验讲座')

    """
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
