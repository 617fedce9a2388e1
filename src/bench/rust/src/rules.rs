//! What BFL takes, checked before anything is sent.

use crate::picture::{self, Header};
use serde::Serialize;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The fields that a caller has sent, as they were written.
pub type Fields<'a> = BTreeMap<&'a str, &'a RawValue>;

/// The fields that BFL is sent.
pub type Request<'a> = BTreeMap<&'a str, Cow<'a, RawValue>>;

/// Told as FastAPI tells it.
#[derive(Serialize)]
pub struct Fault {
    r#type: &'static str,
    loc: [String; 2],
    msg: String,
}

impl Fault {
    pub fn new(field: &str, msg: String) -> Self {
        Fault { r#type: "value_error", loc: ["body".into(), field.into()], msg }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{}: {}", self.loc[1], self.msg)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Null {
    Never,
    /// With plain fill only.
    Plain,
    Always,
}

enum Kind {
    Text,
    Boolean,
    Format,
    Url,
    AnyInteger,
    Integer(f64, f64),
    Number(f64, f64),
}

const FIELDS: [(&str, Kind, Null); 12] = [
    ("image", Kind::Text, Null::Never),
    ("mask", Kind::Text, Null::Always),
    ("prompt", Kind::Text, Null::Plain),
    ("steps", Kind::Integer(15.0, 50.0), Null::Plain),
    ("prompt_upsampling", Kind::Boolean, Null::Plain),
    ("seed", Kind::AnyInteger, Null::Always),
    ("guidance", Kind::Number(1.5, 100.0), Null::Plain),
    ("output_format", Kind::Format, Null::Always),
    ("safety_tolerance", Kind::Integer(0.0, 6.0), Null::Never),
    ("webhook_url", Kind::Url, Null::Always),
    ("webhook_secret", Kind::Text, Null::Always),
    ("user", Kind::Text, Null::Always),
];

const FINETUNE_FIELDS: [(&str, Kind, Null); 2] =
    [("finetune_id", Kind::Text, Null::Never), ("finetune_strength", Kind::Number(0.0, 2.0), Null::Never)];

impl Kind {
    fn fault(&self, raw: &str) -> Option<String> {
        let unless = |valid: bool, what: &str| (!valid).then(|| format!("Input should be {what}"));
        match self {
            Kind::Text => unless(raw.starts_with('"'), "a valid string"),
            Kind::Boolean => unless(raw == "true" || raw == "false", "a valid boolean"),
            Kind::Format => unless(matches!(raw, "\"jpeg\"" | "\"png\"" | "\"webp\""), "'jpeg', 'png' or 'webp'"),
            Kind::Url => unless(is_url(raw.trim_matches('"')), "a valid URL"),
            Kind::AnyInteger => unless(is_integer(raw), "a valid integer"),
            Kind::Integer(..) if !is_integer(raw) => unless(false, "a valid integer"),
            Kind::Integer(least, most) | Kind::Number(least, most) => match raw.parse::<f64>() {
                Err(_) => unless(false, "a valid number"),
                Ok(value) if value < *least => unless(false, &format!("greater than or equal to {least}")),
                Ok(value) if value > *most => unless(false, &format!("less than or equal to {most}")),
                Ok(_) => None,
            },
        }
    }
}

fn is_integer(raw: &str) -> bool {
    raw.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit())
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    text.len() <= 2083 && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':', '?', '#']))
}

/// What is to be sent, or all faults. On the direct face unknown fields are faults; over HTTP they are dropped.
pub fn checked<'a>(body: &Fields<'a>, finetuned: bool, direct: bool) -> Result<Request<'a>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut request = Request::new();
    for required in ["image", "finetune_id"].iter().take(if finetuned { 2 } else { 1 }) {
        if !body.contains_key(required) {
            faults.push(Fault::new(required, "Field required".into()));
        }
    }
    let rules = || FIELDS.iter().chain(FINETUNE_FIELDS.iter().filter(|_| finetuned));
    for (name, kind, null) in rules() {
        let Some(value) = body.get(name) else { continue };
        if value.get() == "null" && (*null == Null::Always || *null == Null::Plain && !finetuned) {
            continue;
        }
        match kind.fault(value.get()) {
            Some(message) => faults.push(Fault::new(name, message)),
            None => {
                request.insert(name, Cow::Borrowed(*value));
            }
        }
    }
    let image = looked_at("image", &mut request, &mut faults);
    let mask = looked_at("mask", &mut request, &mut faults);
    if image.as_ref().is_some_and(|image| !image.alpha) && body.get("mask").is_none_or(|mask| mask.get() == "null") {
        faults.push(Fault::new("mask", "Value error, is required: image has no alpha channel".into()));
    }
    if let (Some(image), Some(mask)) = (&image, &mask) {
        if (image.width, image.height) != (mask.width, mask.height) {
            let message = format!("Value error, must have the size of image, {}x{}", image.width, image.height);
            faults.push(Fault::new("mask", message));
        }
    }
    if direct {
        let unknown = body.keys().filter(|name| **name != "wait" && !rules().any(|(known, ..)| known == *name));
        faults.extend(unknown.map(|name| Fault::new(name, "Extra inputs are not permitted".into())));
    }
    if faults.is_empty() {
        Ok(request)
    } else {
        Err(faults)
    }
}

/// What a picture's header tells, or a fault. A data: prefix is cut off.
fn looked_at<'a>(name: &'static str, request: &mut Request<'a>, faults: &mut Vec<Fault>) -> Option<Header> {
    let written = request.get(name)?.clone();
    let mut encoded = written.get().trim_matches('"');
    let head = encoded.split_once(',').filter(|(head, _)| head.len() < 200);
    if let Some((head, rest)) = head.map(|(head, rest)| (head.to_ascii_lowercase(), rest)) {
        if head.starts_with("data:") && head.ends_with(";base64") {
            encoded = rest;
            let cut = RawValue::from_string(format!("\"{rest}\"")).expect("a part of a JSON string is one");
            request.insert(name, Cow::Owned(cut));
        }
    }
    picture::read(encoded).map_err(|messages| faults.extend(messages.into_iter().map(|message| Fault::new(name, message)))).ok()
}
