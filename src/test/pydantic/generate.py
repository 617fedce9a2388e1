"""Writes ../resources/pydantic.jsonl: what pydantic, in the lax mode that FastAPI uses, says to many bodies.

BFL's server is FastAPI. Its answer to a body is therefore known without asking it, and the corpus written here is the
specification of the field rules in io.fluxfill.rules: PydanticCorpusTest replays every line.

The models are BFL's, from its OpenAPI document (schemas FluxProFillInputs and FinetuneFluxProFillInputs).
The committed corpus comes from pydantic 2.14.3 (pydantic-core 2.50.4) on Python 3:

    pip install pydantic==2.14.3
    python src/test/pydantic/generate.py

A line is a JSON object:
    endpoint   BFL's name of the operation
    body       the request's body as JSON text, so that 20.0 and 2e1 stay apart; "PICTURE" stands for a picture
    sent       if accepted: the fields as converted, without nulls; webhook_url as it was given
    faults     if refused: pydantic's errors in its order

Left out on purpose, as io.fluxfill.rules differs there (see LaxInteger and LaxUrl): what pydantic makes of "0__20" and
"0-20", and URLs of another scheme that are malformed as well. PydanticCorpusTest names what it leaves to BFL of a URL.
"""

import enum
import json
import pathlib
from typing import Annotated

from pydantic import BaseModel, Field, HttpUrl, ValidationError


class OutputFormat(str, enum.Enum):
    jpeg = "jpeg"
    png = "png"
    webp = "webp"


Strength = Annotated[float, Field(ge=0, le=2)]
Steps = Annotated[int, Field(ge=15, le=50)]
Guidance = Annotated[float, Field(ge=1.5, le=100)]
Tolerance = Annotated[int, Field(ge=0, le=6)]


class FluxProFillInputs(BaseModel):
    image: str
    mask: str | None = None
    prompt: str | None = ""
    steps: Steps | None = 50
    prompt_upsampling: bool | None = False
    seed: int | None = None
    guidance: Guidance | None = 60
    output_format: OutputFormat | None = OutputFormat.jpeg
    safety_tolerance: Tolerance = 2
    webhook_url: HttpUrl | None = None
    webhook_secret: str | None = None
    user: str | None = None


class FinetuneFluxProFillInputs(BaseModel):
    finetune_id: str
    finetune_strength: Strength = 1.1
    image: str
    mask: str | None = None
    prompt: str = ""
    steps: Steps = 50
    prompt_upsampling: bool = False
    seed: int | None = None
    guidance: Guidance = 60
    output_format: OutputFormat | None = OutputFormat.jpeg
    safety_tolerance: Tolerance = 2
    webhook_url: HttpUrl | None = None
    webhook_secret: str | None = None
    user: str | None = None


FILL = "flux-pro-1.0-fill"
FINETUNED = "flux-pro-1.0-fill-finetuned"
MODELS = {FILL: FluxProFillInputs, FINETUNED: FinetuneFluxProFillInputs}

# JSON texts that every field gets.
NOT_STRINGS = """
    null true false 0 1 -1 2 6 7 14 15 16 20 49 50 51 99 100 101 -0 0.0 -0.0 1.0 1.5 0.5 1.4999999999999998 2.0
    2.0000000000000004 2.5 6.0 6.5 15.0 14.999999999999999 50.0 50.5 100.0 100.00000000000001 1e0 1e1 2E1 1e2 1e-400
    1e400 -1e400 1e18 9.223372036854775e18 9223372036854775808.0 -9223372036854775808.0 9.3e18 -9.3e18 1e300 5e-324 20.000000000000000000001 2147483647 2147483648
    4294967296 9223372036854775807 9223372036854775808 -9223372036854775808 -9223372036854775809
    123456789012345678901234567890 -123456789012345678901234567890
    [] [1] ["20"] [[]] [null] {} {"a":1} {"steps":20} [true]
""".split() + ["1" + "0" * 300, "9" * 308, "9" * 309, "1" + "0" * 309, "-1" + "0" * 309]

STRINGS = [
    "", " ", "a", "null", "None", "true", "false", "0", "1", "-1", "20", " 20 ", "1.0", "20.0", "1.5", "1e1", "inf",
    "jpeg", "png", "webp", "JPEG", "jpeg ", " png", "jpg", "gif", "\"", "\\", "\n", "\u0000", "\u00e9", "\u4f60\u597d",
    "\U0001f600", "\ud800", "\udc00\ud800", "a\udfffb", "\ufeff", "\uffff", "x" * 300,
]

INTEGERS = [
    "+20", "-20", "++20", "--20", "+-20", "-+20", "- 20", "+ 20", "020", "00020", "-020", "+020", "0_20", "2_0", "_20",
    "20_", "2__0", "-_20", "+_20", "0+20", "0 20", "2 0", "20.", ".0", "20.0",
    "20.00000", "20.01", "20.0_0", "20_.0", "20._0", "2_0.0", "20.0.0", "20.0e0", "2e1", "2E1", "0x14", "0b1", "0o24",
    "020.0", "0.0", "-0.0", "+0.0", "-0", "+0", "00", "0_0", "0_", "00.00", "-", "+", ".", "_", "0x",
    "20 .0", "20. 0", "\t20", "20\n", "\r20", "\x0b20", "\x0c20", "\x1c20", "\x1f20", "\x8520", "\xa020", "\u168020",
    "\u200020", "\u200a20", "\u200b20", "\u202820", "\u202920", "\u202f20", "\u205f20", "\u300020", "\ufeff20", "\u180e20",
    "20\u3000", "\u0662\u0660", "\uff12\uff10", "\u00b2", "\u06f2\u06f0", "20\x00", "20,0", "20,000", "2'0", "20n", "20L",
    "14", "15", "15.0", "50", "50.0", "51", "14.0", "51.0", "6", "7", "2147483648", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "1" * 40, "-" + "1" * 40, "1_" * 30 + "1", "0" * 5000, "0" * 5000 + "20",
    "1" * 4299, "1" * 4300, "1" * 4301, "-" + "1" * 4301, "+" + "1" * 4300,
    "1" * 4299 + "_1", "1" * 4300 + ".0", "20." + "0" * 5000, "a" * 4301, " " * 5000 + "20",
    "nan", "infinity", "-inf", "\ud80020", "20\udc00",
]

FLOATS = [
    "60", "60.5", "+60", "-60", "++60", "+-60", "060", "60.", ".5", "5.", "+.5e1", ".", "e1", "1e", "1e+", "1e+1", "1e-1",
    "1E1", "6_0", "6__0", "_60", "60_", "6_.5", "6._5", "6.5_", "1e_1", "1e1_", "1_e1", "in_f", "0x10", "0x1p5", "1f", "1d",
    "1F", "1D", "2,5", " 60 ", "\t60\n", "\x0b60", "\x1c60", "\x8560", "\xa060", "\u300060", "\u200b60", "\ufeff60", "6 0",
    "inf", "+inf", "-inf", "INF", "Infinity", "-Infinity", "infinit", "nan", "NaN", "+nan", "-nan", "nan0", "snan", "1e400",
    "-1e400", "1e-400", "1e99999999999", "1.4", "1.5", "1.50", "1.4999999999999998", "1.49999999999999999999", "100",
    "100.0", "100.00000000000001", "100.000000000000000001", "1e2", "101", "0", "-0", "-0.0", "2", "2.0", "2.1", "-0.1",
    "\uff16", "\u0666", "60%", "60.0.0", "6" * 400, "0" * 400 + "60", "60." + "0" * 400, "1.1", "0.1", "", "true", "\ud800",
]

# JSON texts for fields whose type is covered by another field.
FEW = ["null", "true", "0", "1.5", "[]", "{}"]

BOOLEANS = [
    "yes", "YES", "Yes", "no", "NO", "y", "Y", "n", "N", "t", "T", "f", "F", "on", "ON", "oN", "off", "OFF", "True", "TRUE",
    "False", "FALSE", " true", "true ", "1.0", "0.0", "00", "01", "2", "enable", "disable", "ja", "o\ufb00", "YE\u017f",
]

IPV6 = """
    :: ::1 1:: 1::8 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:: ::2:3:4:5:6:7:8 1::3:4:5:6:7:8
    1:2:3::4:5:6:7:8 1:2:3:4:5:6:7:8:: ::1:2:3:4:5:6:7:8 1::2::3 ::: :::: : :1 1: 1:2 ::12345 ::g ::FFFF ::ffff:1.2.3.4
    ::1.2.3.4 1:2:3:4:5:6:1.2.3.4 1:2:3:4:5:6:7:1.2.3.4 1:2:3:4:5::1.2.3.4 1:2:3:4:5:6::1.2.3.4 ::1.2.3 ::1.2.3.4.5
    ::1.2.3.256 ::1.2.3.255 ::1.2.3.299 ::01.2.3.4 ::0.0.0.0 ::1.2.3. ::.1.2.3 ::1.2.3.4:5 1.2.3.4 1.2.3.4:: 1.2.3.4::1
    ::1%25eth0 ::1%eth0 v1.a
""".split() + ["", " ", "::1 "]

HOSTS = """
    a A localhost example.com EXAMPLE.com a.b.c a-b -a- a_b a..b .a a. . .. a.. 1 1. 1.. 0 00 0x 0x. 0X7F 0xg 08 09 07
    4294967295 4294967296 99999999999999999999 00000000000000000000001 1.2 1.2.3 1.2.3.4 1.2.3.4. 1.2.3.4.. 1.2.3.4.5
    256.1.1.1 255.255.255.255 1.256.1.1 1.1.1.256 1.16777215 1.16777216 1.2.65535 1.2.65536 0x7f.1 0x7f.0x0.0x0.0x1
    0xffffffff 0x100000000 1..2 .1 1.a a.1 a.00 a.0x a.0x1 a.0xg a.08 a.1a 1.2.3.09 1.2.3.07 0300.1.1.1 0400.1.1.1 08.1
    a%41 a%2e %61 a%20b a%2fb a%3ab a%00b a% a%4 a%zz a%25 %ff %c3%a9.com %E4%BD%A0 a|b a<b a>b a^b a]b a[b ]a a"b a`b a{b}
    a!b a$b a&b a'b a(b) a*b a+b a,b a;b a=b a~b xn-- xn--abc- a.xn--.b xn--fiqs8s XN--FIQS8S xn--n3h.net xn--fa-hia.de
    ab--c.com
""".split() + [
    "a b", "a\x01b", "a\x7fb", "\u00e9.com", "\u4f60\u597d.cn", "\u2603.net", "fa\u00df.de", "\U0001f600", "a\u00adb", "\u00ad",
    "\u200b", "\u3002", "a\u3002b", "\uff0e", "a\uff61b", "\uff41", "\uff10x7f.1", "\uff11.\uff12", "\u2100", "a\u2044b",
    "\uff05\uff10", "\ufffd", "a\u00a0b", "a\u3000b", "\ue000", "\u200e", "\u0301a", "a\u0301", "a.\u0301b", "\u2460",
    "\u212a", "\u0130", "\uff0f", "a\uff03b", "b\u00fccher.example", "a\ufe0fb", "\ufeffa", "\u2028", "a" * 64 + ".com", "a" * 300,
]

URLS = [
    "", " ", "http", "http:", "http:/", "http://", "https://", "http:///", "http:\\\\", "http:a", "http:/a", "http:\\a",
    "http:\\\\a", "http:/\\/a", "http:///a", "http:////////a", "HTTP://a", "hTtPs://a", "http//a", "//a", "/a", "a", "a.com",
    "a.com/b", "a:b", "a:80", "localhost:8080", ":", ":a", "1http://a", "+http://a", "-a:b", ".a:b", "h+ttp://a", "h.ttp://a",
    "h-ttp://a", "http2://a", "httpss://a", "http ://a", "h\u00e9://a", "http\u00e9://a", "ftp://a", "file:///a", "file:",
    "mailto:a@b", "data:,a", "javascript:alert(1)", "ws://a", "wss://a", "s3://bucket/key", "foo:", "foo:/", "foo:a",
    "http:?q", "http:#f", "http://?q", "http://#f", "http:///?q", "http://a?", "http://a?q", "http://a#f", "http://a?#", "http://a/b?c#d",
    "http://a\\b", "http://a\\@b", "http://a/ b", "http://a/\u00e9", "http://a/%zz", "http://a/<>|", "http://a?\u00e9 %", "http://a#\x00",
    "http://a/\x00", "http://a/..", "http://a//b", "http://a/\ufffd", "http://a/\U0001f600",
    "http://a:", "http://a:/", "http://a:0", "http://a:1", "http://a:80", "http://a:00080", "http://a:65535", "http://a:65536",
    "http://a:065535", "http://a:99999999999999999999", "http://a:8a", "http://a:a", "http://a:-1", "http://a:+80", "http://a: 80",
    "http://a:80 ", "http://a:8 0", "http://a:80:80", "http://a::80", "http://a:\uff18\uff10", "http://a:8\n0", "http://:80",
    "http://:", "http://:a", "http://a:80?q", "http://a:80#f", "http://a:80\\b", "http://a:?q",
    "http://u@a", "http://u:p@a", "http://u:@a", "http://:p@a", "http://:@a", "http://@a", "http://@", "http://u@", "http://u:p@",
    "http://u@:80", "http://u:80@", "http://u@a@b", "http://u@@b", "http://u@/a", "http://u@?a", "http://u@#a", "http://u%zz@a",
    "http://[@a", "http://]@a", "http://u:p:q@a", "http://u /@a", "http://u @a", "http://\u00e9@a", "http://a/@b", "http://a?@b",
    "http://[::1]", "http://[::1]:80", "http://[::1]:", "http://[::1]:x", "http://[::1]a", "http://[::1", "http://[", "http://[]",
    "http://]", "http://::1", "http://a[::1]", "http://[::1]]", "http://[[::1]]", "http://[::1]/a", "http://u@[::1]:1", "http://[::1]80",
    "http://%5b::1%5d", "http://[::1]:65536",
    " http://a", "http://a ", "  http://a  ", "\thttp://a\n", "\x00http://a\x1f", "\x1fhttp://a", "\u00a0http://a", "\u3000http://a",
    "\ufeffhttp://a", "http://a\u00a0", "http://a\x85", "\x7fhttp://a", "http://a\x7f", "ht\ntp://a", "http\t://a", "http:\n//a",
    "http:/\n/a", "http://\ta", "http://a\r\nb", "http://a\n", "http://a\n:80", "http\x00://a", "\ud800", "http://\ud800", "http://a/\ud800",
    "http://a/" + "b" * 2074, "http://a/" + "b" * 2075, "http://a/" + "b" * 2076, "http://a/" + "\u00e9" * 1037,
    "http://a/" + "\u00e9" * 1037 + "b", "http://a/" + "\u4f60" * 691 + "b", "http://a/" + "\U0001f600" * 518 + "bb",
    "http://a/" + "\U0001f600" * 518 + "bbb", "http://a/" + "\ud800" + "b" * 2080, "a" * 2083, "a" * 2084, " " * 2084,
    " " * 2075 + "http://a", " " * 2076 + "http://a",
] + ["http://[" + ip + "]" for ip in IPV6] + ["https://" + host for host in HOSTS] + [
    "http://" + host + ":8080/hook?id=1" for host in ("example.com", "1.2.3.4", "a|b", "1.2.3.4.5", "b\u00fccher.example")
]

SPECIAL = {
    "steps": ["+20", "-20", "020", "2_0", "_20", "20.", "20.01", "14", "15", "15.0", "50", "50.0", "51", "51.0", "1" * 40, "x"],
    "seed": INTEGERS,
    "safety_tolerance": ["0", "6", "7", "-1", "6.0", " 3 ", "+0", "-0", "00_6"],
    "guidance": FLOATS,
    "finetune_strength": ["2.0", "2.1", "-0.1", "-0", "nan", "inf", "1_0", "1.", "2.0000000000000004", "x"],
    "prompt_upsampling": BOOLEANS,
    "webhook_url": URLS,
}

# The fields that do not differ between the endpoints.
SAME = {"image", "mask", "seed", "output_format", "safety_tolerance", "webhook_url", "webhook_secret", "user"}

MANY = [
    (FILL, "{}"),
    (FINETUNED, "{}"),
    (FILL, '{"steps":"x","image":5,"mask":6,"webhook_secret":1,"webhook_url":"x","safety_tolerance":null,"output_format":"x",'
           '"guidance":[],"seed":{},"prompt_upsampling":"x","prompt":1}'),
    (FINETUNED, '{"steps":null,"image":5,"mask":6,"webhook_secret":1,"webhook_url":"x","safety_tolerance":9,"output_format":"x",'
                '"guidance":null,"seed":1.5,"prompt_upsampling":null,"prompt":null,"finetune_strength":null,"finetune_id":null}'),
    (FINETUNED, '{"image":"PICTURE"}'),
    (FINETUNED, '{"finetune_id":"f"}'),
    (FILL, '{"image":"PICTURE","mask":null,"prompt":null,"steps":null,"prompt_upsampling":null,"seed":null,"guidance":null,'
           '"output_format":null,"webhook_url":null,"webhook_secret":null}'),
    (FILL, '{"image":"PICTURE","mask":"PICTURE","prompt":"p","steps":"15","prompt_upsampling":"on","seed":"1_0","guidance":"1.5",'
           '"output_format":"webp","safety_tolerance":false,"webhook_url":"https://a","webhook_secret":"s"}'),
    (FINETUNED, '{"webhook_secret":"s","webhook_url":"https://a","safety_tolerance":6,"output_format":"png","guidance":100,'
                '"seed":-1,"prompt_upsampling":0,"steps":50,"prompt":"p","mask":"PICTURE","image":"PICTURE","finetune_strength":2,'
                '"finetune_id":"f"}'),
    (FILL, '{"image":"PICTURE","finetune_id":5,"finetune_strength":"x","colour":1}'),
    (FILL, '{"image":"PICTURE","steps":14,"steps":20}'),
]


def bodies():
    """Every body of the corpus as (endpoint, JSON text)."""
    for endpoint, model in MODELS.items():
        for field in model.model_fields:
            if endpoint == FINETUNED and field in SAME:
                texts = FEW
            elif field in ("image", "mask"):
                texts = NOT_STRINGS
            elif endpoint == FINETUNED and not field.startswith("finetune_"):
                texts = FEW + [json.dumps(string) for string in STRINGS]
            else:
                strings = dict.fromkeys(STRINGS + SPECIAL.get(field, []))
                texts = NOT_STRINGS + [json.dumps(string) for string in strings]
            for text in texts:
                fields = {"finetune_id": '"f"'} if endpoint == FINETUNED else {}
                fields |= {"image": '"PICTURE"', field: text}
                yield endpoint, "{" + ",".join(f'"{name}":{value}' for name, value in fields.items()) + "}"
    yield from MANY


def verdict(endpoint, body):
    """What pydantic says to a body: {"sent": …} or {"faults": …}."""
    given = json.loads(body)
    try:
        sent = MODELS[endpoint].model_validate(given).model_dump(exclude_unset=True, exclude_none=True)
    except ValidationError as refused:
        return {"faults": [{"type": e["type"], "loc": ["body", *e["loc"]], "msg": e["msg"]} for e in refused.errors()]}
    if "webhook_url" in sent:
        sent["webhook_url"] = given["webhook_url"]
    return {"sent": {name: value.value if isinstance(value, enum.Enum) else value for name, value in sent.items()}}


def main():
    path = pathlib.Path(__file__).parent.parent / "resources" / "pydantic.jsonl"
    with path.open("w", encoding="ascii", newline="\n") as corpus:
        for endpoint, body in bodies():
            case = {"endpoint": endpoint, "body": body, **verdict(endpoint, body)}
            corpus.write(json.dumps(case, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
