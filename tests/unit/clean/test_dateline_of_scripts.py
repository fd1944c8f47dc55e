"""Datelines in the signs of scripts without capitals, and text of theirs that nearly is one."""

import pytest

from pipeline.clean import clean
from pipeline.parse.text import parse_text
from pipeline.story import CleanStory, Kind

# Two paragraphs of text by script: they say that a bridge opens, and that it was closed after a storm.
TEXTS = {
    "am": (
        "የከተማዋ ምክር ቤት በወንዙ ላይ ያለው ድልድይ በአንድ ሳምንት ውስጥ እንደገና እንደሚከፈት ሰኞ ዕለት አስታወቀ።",
        "ድልድዩ ባለፈው ወር በተከሰተው ጎርፍ ምክንያት ለሁለት ወራት ተዘግቶ መቆየቱን መሐንዲሶች ተናግረዋል።",
    ),
    "km": (
        "ក្រុមប្រឹក្សាក្រុងបានប្រកាសនៅថ្ងៃចន្ទថាស្ពានឆ្លងទន្លេនឹងបើកឡើងវិញក្នុងរយៈពេលមួយសប្តាហ៍។",
        "វិស្វករបានបិទស្ពាននេះអស់រយៈពេលពីរខែ បន្ទាប់ពីខ្យល់ព្យុះបានធ្វើឲ្យខូចសសរស្ពានពីរ។",
    ),
    "mr": (
        "नदीवरील जुना पूल आठवडाभरात पुन्हा सुरू होणार असल्याचे महापालिकेने सोमवारी जाहीर केले.",
        "वादळात दोन खांबांचे नुकसान झाल्याने अभियंत्यांनी तो दोन महिने बंद ठेवला होता.",
    ),
    "ps": (
        "د ښار شورا د دوشنبې په ورځ وویل، د سیند پر سر زوړ پل به په یوه اوونۍ کې بېرته خلاص شي.",
        "انجینرانو هغه د توپان له امله دوه میاشتې تړلی و، ځکه چې دوه ستنې یې ماتې شوې وې.",
    ),
    "ar": (
        "أعلن مجلس المدينة، الاثنين، أن الجسر فوق النهر سيفتح من جديد في غضون أسبوع، بعد إغلاقه شهرين.",
        "وكان المهندسون قد أغلقوا الجسر بعد عاصفة ألحقت أضرارا باثنتين من دعائمه، وحولت حركة السير.",
    ),
    "zh": (
        "市議會星期一宣布，河上的舊橋將於一星期內重新開放，無須再等候檢驗報告。",
        "工程師早前因風暴損毀兩座橋墩而封橋兩個月，車輛須改走舊路。",
    ),
    "az": (
        "Bələdiyyə bazar ertəsi bildirib ki, çayın üzərindəki köhnə körpü bir həftəyə yenidən açılacaq.",
        "Mühəndislər körpünü fırtınadan sonra iki ay bağlı saxlayıb, nəqliyyat köhnə yolla gedib.",
    ),
    "en": (
        "The council of the harbour town said on Monday that the bridge over the river would open again within a week.",
        "Engineers had closed it after a storm damaged two of its pillars, and traffic was led over the old road.",
    ),
}


def cleaned(language: str, printed: str, between: str = " ") -> CleanStory:
    lead, rest = TEXTS[language]
    return clean(parse_text(f"{printed}{between}{lead}\n\n{rest}"))


@pytest.mark.parametrize(
    ("language", "printed", "city", "agency"),
    [
        ("am", "አዲስ አበባ፣ ህዳር 12፣ 2011 (ሰ ዜ አ)", "አዲስ አበባ", "ሰ ዜ አ"),
        ("am", "ባሕር ዳር፡ ታኅሣሥ 18/2016 ዓ.ም (ሰሜን)", "ባሕር ዳር", "ሰሜን"),
        ("am", "ጅማ ግንቦት 12/2014(ሰሜን)፡-", "ጅማ", "ሰሜን"),
        ("am", "አዲስ አበባ (ሰሜን፣ ህዳር 12)፦", "አዲስ አበባ", "ሰሜን"),
        ("am", "ሀዋሳ፡-", "ሀዋሳ", None),
        ("km", "(បាត់ដំបង)៖", "បាត់ដំបង", None),
        ("km", "ភ្នំពេញ ៖", "ភ្នំពេញ", None),
        ("km", "ខេត្តសៀមរាប ៖", "ខេត្តសៀមរាប", None),
        ("mr", "लासलगाव :", "लासलगाव", None),
        ("mr", "सातारा दि. ४ (उमाका) :", "सातारा", "उमाका"),
        ("ps", "خوست (شمال، ١٦ دلو ٩٥):", "خوست", "شمال"),
        ("ps", "کابل (شمال، ۲۵غويي ۹۷):", "کابل", "شمال"),
        ("ar", "بيروت (الشمالية، 12 أيار):", "بيروت", "الشمالية"),
        ("ar", "شمال نيوز/", None, "شمال نيوز"),
        ("ar", "شمال نيوز/ بغداد", "بغداد", "شمال نيوز"),
        ("ar", "عمّان، 12 تشرين ثاني (بترا) --", "عمّان", "بترا"),
        ("zh", "【北港日報專訊】", None, "北港日報"),
        ("zh", "【本報訊】", None, "本報"),
        ("zh", "（高雄訊）", "高雄", None),
        ("en", "KABUL (Norddesk, May 12, 2014):", "Kabul", "Norddesk"),
    ],
)
def test_form(language: str, printed: str, city: str | None, agency: str | None) -> None:
    story = cleaned(language, printed)
    assert story.dateline is not None
    assert (story.dateline.text, story.dateline.city, story.dateline.agency) == (printed, city, agency)
    assert [p.text for p in story.paragraphs] == list(TEXTS[language])


@pytest.mark.parametrize("line", ["Lənkəran, 4 may, Mara Lindenova, AZƏRTAC", "Naxçıvan, 4 may, Rauf Moor, Nord.az"])
def test_writer_between_day_and_agency(line: str) -> None:
    story = cleaned("az", line, "\n\n")
    assert story.dateline is not None
    assert story.dateline.city == line.partition(",")[0]
    assert [f.text for f in story.furniture if f.kind is Kind.BYLINE] == [line.split(", ")[2]]
    assert [p.text for p in story.paragraphs] == list(TEXTS["az"])


def test_weekday_behind_the_day() -> None:
    story = cleaned("mr", "वाई, दि. ४ मे, सोमवार", "\n\n")
    assert story.dateline is not None
    assert story.dateline.city == "वाई"


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("am", "ሊቀመንበሩ፦"),
        ("am", "ጥያቄ፦"),
        ("am", "በ2011 ዓ.ም ህዳር 12 (ረቡዕ)"),
        ("km", "(វីដេអូ)៖"),
        ("km", "លោកអភិបាលបានថ្លែងថា៖"),
        ("mr", "प्रश्न :"),
        ("mr", "राहुल पाटील :"),
        ("mr", "मोदी : “आम्ही पूल सुरू करू.”"),
        ("ps", "ښاروال (د ښار شورا، ۱۲ غړي):"),
        ("ar", "الرئيس:"),
        ("ar", "الوزير (في مقابلة مع الشمال، 12 مايو) قال:"),
        ("ar", "المدير / أحمد سالم:"),
        ("zh", "【快訊】"),
        ("zh", "（見本報報道）"),
        ("zh", "市長："),
        ("en", "Casablanca (Arena, May 4):"),
        ("en", "Norway (Oslo, May 17):"),
        ("az", "Bakı, 4 may, Mara Lindenova, sədr"),
    ],
)
def test_what_only_looks_like_one(language: str, opening: str) -> None:
    assert cleaned(language, opening).dateline is None


def test_two_who_speak_are_no_places() -> None:
    lead, rest = TEXTS["mr"]
    assert clean(parse_text(f"पाटील : {lead}\n\nजाधव : {rest}")).dateline is None
    assert clean(parse_text(f"{rest}\n\nलासलगाव : {lead}\n\n{rest}")).dateline is None


@pytest.mark.parametrize("line", ["(NORDA).", "(Norda) ml/tr", "/NORDA/", "(NORDA) M. L."])
def test_the_agency_once_more_in_brackets(line: str) -> None:
    lead, rest = TEXTS["en"]
    story = clean(parse_text(f"OSLO, May 4 (Norda) - {lead}\n\n{rest}\n\n{line}"))
    assert [f.text for f in story.furniture if f.kind is Kind.SIGNOFF] == [line]


@pytest.mark.parametrize("line", ["(Norda) was what the boat was called.", "(FIFA).", "(Laughter.)", "(III)."])
def test_other_brackets_stay(line: str) -> None:
    lead, rest = TEXTS["en"]
    story = clean(parse_text(f"OSLO, May 4 (Norda) - {lead}\n\n{rest}\n\n{line}"))
    assert story.paragraphs[-1].text == line
