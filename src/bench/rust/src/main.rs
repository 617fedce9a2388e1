//! The function's job as a plain Rust handler, in a runtime loop of its own.
//!
//! It checks what the function checks of a submit (without pydantic's leniency), submits over a connection that it keeps, and
//! waits in the same rhythm. It has no S3, no retries, no log line and no metrics.

mod picture;
mod rules;

use base64::prelude::{Engine, BASE64_STANDARD};
use rules::{Fault, Fields, Request};
use serde::Deserialize;
use serde_json::{json, Map, Value};
use std::borrow::Cow;
use std::collections::hash_map::RandomState;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs, thread};
use ureq::tls::{parse_pem, PemItem, RootCerts, TlsConfig};
use ureq::Agent;

const FILL: &str = "flux-pro-1.0-fill";
const FINETUNED: &str = "flux-pro-1.0-fill-finetuned";
const MARGIN: Duration = Duration::from_secs(1);
const MOST_BYTES: u64 = 64 << 20;

enum Failure {
    Invalid(Vec<Fault>),
    Other { name: &'static str, message: String, status: u16 },
}

struct Bfl {
    agent: Agent,
    url: String,
    key: String,
}

impl Bfl {
    fn new() -> Self {
        let mut certificates = Vec::new();
        if let Ok(pem) = env::var("SSL_CERT_FILE").and_then(|file| fs::read(file).map_err(|_| env::VarError::NotPresent)) {
            certificates.extend(parse_pem(&pem).filter_map(|item| match item {
                Ok(PemItem::Certificate(certificate)) => Some(certificate.to_owned()),
                _ => None,
            }));
        }
        let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&certificates)).build();
        let agent = Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(20)))
            .http_status_as_error(false)
            .tls_config(tls)
            .build()
            .new_agent();
        let setting = |name| env::var(name).expect(name);
        Bfl { agent, url: setting("FLUX_FILL_BFL_URL"), key: setting("BFL_API_KEY") }
    }

    fn submit(&self, endpoint: &str, request: &Request) -> Result<Map<String, Value>, Failure> {
        let unknown = |message| Failure::Other { name: "FluxFill.SubmitUnknown", message, status: 502 };
        let body = serde_json::to_vec(request).expect("a map of JSON is JSON");
        let answer = self
            .agent
            .post(format!("{}/v1/{endpoint}", self.url))
            .header("x-key", &self.key)
            .header("content-type", "application/json")
            .send(&body);
        match answer {
            Ok(answer) if answer.status() == 200 => read(answer).ok_or_else(|| unknown("The answer is no JSON.".into())),
            Ok(answer) => Err(unknown(format!("BFL answered HTTP {}.", answer.status().as_u16()))),
            Err(_) => Err(unknown("The answer was lost.".into())),
        }
    }

    /// Polls until the task is finished or the time is up, and gives what was heard last.
    fn wait(&self, polling_url: &str, limit: Duration) -> Map<String, Value> {
        let mut last = Map::new();
        if !polling_url.strip_prefix(&self.url).is_some_and(|rest| rest.starts_with('/')) {
            return last;
        }
        let began = Instant::now();
        loop {
            let waited = began.elapsed();
            let pause = (waited / 10).clamp(Duration::from_millis(250), Duration::from_secs(5)).mul_f64(1.0 - 0.25 * random());
            if waited + pause >= limit {
                return last;
            }
            thread::sleep(pause);
            match self.agent.get(polling_url).header("x-key", &self.key).call().ok().and_then(read) {
                Some(answer) => last = answer,
                None => return last,
            }
            if !matches!(last.get("status").and_then(Value::as_str), Some("Pending" | "Reasoning" | "Generating")) {
                return last;
            }
        }
    }
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Option<Map<String, Value>> {
    serde_json::from_slice(&answer.body_mut().read_to_vec().ok()?).ok()
}

/// From 0 to 1: the standard library has no random numbers but those of its maps.
fn random() -> f64 {
    RandomState::new().build_hasher().finish() as f64 / u64::MAX as f64
}

fn direct(event: &Fields, bfl: &Bfl, left: Duration) -> Result<Value, Failure> {
    let finetuned = event.contains_key("finetune_id") || event.contains_key("finetune_strength");
    let endpoint = if finetuned { FINETUNED } else { FILL };
    let request = rules::checked(event, finetuned, true).map_err(Failure::Invalid)?;
    let wait = match event.get("wait").map(|raw| raw.get()) {
        None => Duration::ZERO,
        Some("true") => left,
        Some(number) => match number.parse::<f64>() {
            Ok(seconds) if seconds >= 0.0 => Duration::from_secs_f64(seconds).min(left),
            _ => return Err(Failure::Invalid(vec![Fault::new("wait", "Input should be a valid number".into())])),
        },
    };
    let accepted = bfl.submit(endpoint, &request)?;
    let mut result = json!({"id": accepted["id"], "endpoint": endpoint, "status": "Pending",
        "polling_url": accepted["polling_url"]});
    if !wait.is_zero() {
        let task = bfl.wait(accepted["polling_url"].as_str().unwrap_or_default(), wait);
        for field in ["status", "progress", "result", "cost"] {
            if let Some(value) = task.get(field).filter(|value| !value.is_null()) {
                result[field] = value.clone();
            }
        }
    }
    Ok(result)
}

/// A field of an event, or what stands for one that is not there.
fn field<'a, T: Deserialize<'a> + Default>(event: &Fields<'a>, name: &str) -> T {
    event.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
}

/// A string without escapes is borrowed.
#[derive(Default, Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

fn over_http(event: &Fields, bfl: &Bfl) -> Value {
    if field::<Text>(event, "httpMethod").0 != "POST" {
        return answer(405, json!({"detail": "This path takes POST only."}));
    }
    let path: Text = field(event, "path");
    let endpoint = match path.0.rsplit_once("/v1/") {
        Some((_, endpoint)) if endpoint == FILL || endpoint == FINETUNED => endpoint,
        _ => return answer(404, json!({"detail": "There is no such path here."})),
    };
    let Text(text) = field(event, "body");
    let body = if field(event, "isBase64Encoded") {
        Cow::Owned(BASE64_STANDARD.decode(text.as_bytes()).unwrap_or_default())
    } else {
        Cow::Borrowed(text.as_bytes())
    };
    let Ok(fields) = serde_json::from_slice::<Fields>(&body) else {
        return answer(400, json!({"detail": "The body is no JSON object."}));
    };
    let accepted = rules::checked(&fields, endpoint == FINETUNED, false)
        .map_err(Failure::Invalid)
        .and_then(|request| bfl.submit(endpoint, &request));
    match accepted {
        Err(Failure::Invalid(faults)) => answer(422, json!({"detail": faults})),
        Err(Failure::Other { name, message, status }) => answer(status, json!({"detail": message, "type": name})),
        Ok(accepted) => {
            let headers: BTreeMap<String, String> = field(event, "headers");
            let host = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"));
            let host = host.map_or("localhost", |(_, value)| value);
            let context: Map<String, Value> = field(event, "requestContext");
            let path = context.get("path").and_then(Value::as_str).unwrap_or_default();
            let stage = path.rsplit_once("/v1/").map_or("", |(before, _)| before);
            let id = accepted["id"].as_str().unwrap_or_default();
            answer(200, json!({"id": id, "polling_url": format!("https://{host}{stage}/v1/get_result?id={id}")}))
        }
    }
}

fn answer(status: u16, body: Value) -> Value {
    json!({"statusCode": status, "headers": {"content-type": "application/json"}, "body": body.to_string(),
        "isBase64Encoded": false})
}

fn handle(event: &[u8], bfl: &Bfl, left: Duration) -> Result<Value, Failure> {
    let refused = |message: &str| Failure::Other { name: "FluxFill.InvalidRequest", message: message.into(), status: 422 };
    let fields: Fields = serde_json::from_slice(event).map_err(|_| refused("The event must be a JSON object."))?;
    if fields.contains_key("httpMethod") && fields.contains_key("requestContext") {
        return Ok(over_http(&fields, bfl));
    }
    direct(&fields, bfl, left)
}

fn told(failure: Failure) -> Value {
    match failure {
        Failure::Invalid(faults) => {
            let named: Vec<String> = faults.iter().take(5).map(Fault::to_string).collect();
            let message = format!("The request is not valid: {}. {}", named.join("; "), json!({"detail": faults}));
            json!({"errorType": "FluxFill.InvalidRequest", "errorMessage": message})
        }
        Failure::Other { name, message, .. } => json!({"errorType": name, "errorMessage": message}),
    }
}

fn main() {
    let bfl = Bfl::new();
    let api = format!("http://{}/2018-06-01/runtime/invocation/", env::var("AWS_LAMBDA_RUNTIME_API").expect("Lambda sets it"));
    // The next event is waited for without a limit.
    let runtime = Agent::config_builder().build().new_agent();
    loop {
        let mut invocation = runtime.get(format!("{api}next")).call().expect("the runtime API answers");
        let header = |name: &str| invocation.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let id = header("lambda-runtime-aws-request-id").to_string();
        let deadline = Duration::from_millis(header("lambda-runtime-deadline-ms").parse().unwrap_or_default());
        let event = invocation.body_mut().with_config().limit(MOST_BYTES).read_to_vec().expect("the runtime API sends all");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970");
        let (kind, result) = match handle(&event, &bfl, deadline.saturating_sub(now).saturating_sub(MARGIN)) {
            Ok(result) => ("response", result),
            Err(failure) => ("error", told(failure)),
        };
        let taken = runtime.post(format!("{api}{id}/{kind}")).content_type("application/json").send(result.to_string());
        if let Ok(mut taken) = taken {
            let _ = taken.body_mut().read_to_vec();
        }
    }
}

