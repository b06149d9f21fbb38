"""How printed words are compared (折叠): without white space and width, never stored; and how wide they print.

A module of its own because a search needs it and must not pay for the records.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Traditional characters of this field with the simplified ones, place by place; one for one, so places are kept.
_TRADITIONAL = (
    "於徵"
    "佇佈佔併來係個側偵備傳債傷傾僅價儀億儘償優儲內兩冊凍則剛創劃劇動務勞勢勵勻匯區協參員問啟喪單嘗噸嚮嚴"
    "國圍園圓圖團執堅報場塊塵墊壓壞夠奪婦學宮實寧審寫寬寶專對導層屬島嶺師帶幣幫幹幾庫廈廠廢廣廳張強彈彌彙"
    "徑從復徹恆惡愛態慣慶憂憑憲憶應懷戰戲戶掃掛揚換損撐撥擁擇擊擔據擬擴擺攔攜攝敵數斷時晝暢曉會條棄棟楊業"
    "極構樓標樣樹橋機檔檢檯欄權歐歡歲歷歸殘氣淚淨減測湯準溝溫滅滯滲滿漁漢潔潛澤濃濕濟濱灣災為無煉煙熱燈營"
    "爐爲爾牆牽狀獎獨獲獵獸獻現瑪環瓊產畝畢畫異當瘋療癥發盡監盤眞眾瞭確碼礎礦禦禮種稱穀積穩穫窮競筆節範築"
    "簡籌籤糧紀約紅納純紙級紛細紹終組結絕絡給統經綜綠綫維綱網緊緒線緝緣編緩緯練縣縮縱總績織繕繞繪繼續纔罰"
    "罵罷羅羣羨義習翹聖聞聯聲聳職聽肅脅脈脫腦腫腳腸膚膽臟臨臺與興舉舊艙艦艱莊莖華萬葉蒼蓋蕩薦薩藍藝藥蘆蘇"
    "蘋蘭處虛號蝕螢蟲蠟蠶衆術衛衝裏補裝裡製複褲襪襲見規視覺覽觀觸訂計訊討訓託記訛訪設許訴診詐評詞詢試詩話"
    "該詳誌認誕誘語誠誤說課調談請論諧諮諾謀謂謙講謝謠謹證識譜譯議譴護譽讀變讓豐豬貝負財貢貧貨販貪貫責貯貳"
    "費貼貿賀賄資賒賓賜賞賠賢賤賦質賬賴賺購贈贊贏贖趕趙趨跡踐躍軀車軌軍軟軸較載輔輕輛輝輪輯輸輻轄轉轎轟辦"
    "辭辯農連週進遊運過達違遙遜遞遠適遲遷選遺還邊邏郵鄉鄭鄰醫釀釋針鈔鈕鈣鉛銀銘銜銷鋁鋒鋪鋼錄錢錦錯鍋鍛鍵"
    "鎖鎢鎮鏈鏟鏡鐘鐵鑄鑑鑒鑰鑽長門閃閉開閏間閣閩閱闊闖關闡陰陽隊階際隨險隱隴隸隻雋雖雙雜雞離難雲電霧靈靜"
    "韌韓韻響頁頂項順須頌預頑頒頓領頭頸頻顆題額顏願類顧顫顯風飄飛飢飯飲飼飽飾餅養餘館饒馬駐駕駛騎騰驅驕驗"
    "驚驛驟體髮鬆鬥鬧魚鮮鳥鴨鷹鹽麗麥麵麼黃點黨齊齒齡龍龜"
)
_SIMPLIFIED = (
    "于征"
    "伫布占并来系个侧侦备传债伤倾仅价仪亿尽偿优储内两册冻则刚创划剧动务劳势励匀汇区协参员问启丧单尝吨向严"
    "国围园圆图团执坚报场块尘垫压坏够夺妇学宫实宁审写宽宝专对导层属岛岭师带币帮干几库厦厂废广厅张强弹弥汇"
    "径从复彻恒恶爱态惯庆忧凭宪忆应怀战戏户扫挂扬换损撑拨拥择击担据拟扩摆拦携摄敌数断时昼畅晓会条弃栋杨业"
    "极构楼标样树桥机档检台栏权欧欢岁历归残气泪净减测汤准沟温灭滞渗满渔汉洁潜泽浓湿济滨湾灾为无炼烟热灯营"
    "炉为尔墙牵状奖独获猎兽献现玛环琼产亩毕画异当疯疗症发尽监盘真众了确码础矿御礼种称谷积稳获穷竞笔节范筑"
    "简筹签粮纪约红纳纯纸级纷细绍终组结绝络给统经综绿线维纲网紧绪线缉缘编缓纬练县缩纵总绩织缮绕绘继续才罚"
    "骂罢罗群羡义习翘圣闻联声耸职听肃胁脉脱脑肿脚肠肤胆脏临台与兴举旧舱舰艰庄茎华万叶苍盖荡荐萨蓝艺药芦苏"
    "苹兰处虚号蚀萤虫蜡蚕众术卫冲里补装里制复裤袜袭见规视觉览观触订计讯讨训托记讹访设许诉诊诈评词询试诗话"
    "该详志认诞诱语诚误说课调谈请论谐咨诺谋谓谦讲谢谣谨证识谱译议谴护誉读变让丰猪贝负财贡贫货贩贪贯责贮贰"
    "费贴贸贺贿资赊宾赐赏赔贤贱赋质账赖赚购赠赞赢赎赶赵趋迹践跃躯车轨军软轴较载辅轻辆辉轮辑输辐辖转轿轰办"
    "辞辩农连周进游运过达违遥逊递远适迟迁选遗还边逻邮乡郑邻医酿释针钞钮钙铅银铭衔销铝锋铺钢录钱锦错锅锻键"
    "锁钨镇链铲镜钟铁铸鉴鉴钥钻长门闪闭开闰间阁闽阅阔闯关阐阴阳队阶际随险隐陇隶只隽虽双杂鸡离难云电雾灵静"
    "韧韩韵响页顶项顺须颂预顽颁顿领头颈频颗题额颜愿类顾颤显风飘飞饥饭饮饲饱饰饼养余馆饶马驻驾驶骑腾驱骄验"
    "惊驿骤体发松斗闹鱼鲜鸟鸭鹰盐丽麦面么黄点党齐齿龄龙龟"
)
TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
# most texts hold none; a pattern of these characters would look faster, and take 12 ms of every command to compile
_ANY_TRADITIONAL = frozenset(_TRADITIONAL)
# a mark of a note or of a list beside a figure is no digit of it: 120③, ①100, 120²; nor is ½ behind 2
_MARKED_DIGITS = "¹²³⁰⁴-⁹₀-₉①-⓿❶-➓㉑-㉟㊱-㊿¼-¾⅐-⅟↉"
MARK_BESIDE_FIGURE = re.compile(rf"(?<=[\d.])[{_MARKED_DIGITS}]|[{_MARKED_DIGITS}](?=\d)")
_WHITE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


def simplified(text: str) -> str:
    """Return text with the traditional characters of this field in their simplified form, one for one.

    >>> simplified("項目支出績效目標表")
    '项目支出绩效目标表'

    """
    return text if _ANY_TRADITIONAL.isdisjoint(text) else text.translate(TO_SIMPLIFIED)


def fold(text: str) -> str:
    """Fold a label for recognition: NFKC, simplified, no white space, brackets half width.

    Never stored, only compared.

    >>> fold("预算金额（万 元）"), fold("績效指標"), fold("１２０③")
    ('预算金额(万元)', '绩效指标', '120③')

    """
    return simplified(_WHITE.sub("", _compatible(text)))


def _compatible(text: str) -> str:
    """Return text in NFKC, but for marks beside figures, which would become digits of them."""
    if text.isascii() or not MARK_BESIDE_FIGURE.search(text):
        return unicodedata.normalize("NFKC", text)
    parts, at = [], 0
    for mark in MARK_BESIDE_FIGURE.finditer(text):
        parts += [unicodedata.normalize("NFKC", text[at : mark.start()]), mark[0]]
        at = mark.end()
    return "".join([*parts, unicodedata.normalize("NFKC", text[at:])])


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Fold text and say for each folded character at which offset of ``text`` it was printed.

    >>> fold_with_places("元 （")
    ('元(', [0, 2])

    """
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for part in fold(char):
            folded.append(part)
            places.append(at)
    return "".join(folded), places


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def width(text: str) -> int:
    """Return the display width in half-width columns: 2 for a Chinese character, 1 for a Latin letter or digit."""
    return sum(map(_columns, text))
