// The function's job as a plain Go handler: the standard library alone, in a runtime loop of its own.
//
// It checks what the function checks of a submit (without pydantic's leniency), submits over a connection that it keeps, and
// waits in the same rhythm. It has no S3, no retries, no log line and no metrics.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	fill      = "flux-pro-1.0-fill"
	finetuned = "flux-pro-1.0-fill-finetuned"
	margin    = time.Second
)

var (
	bfl, _ = url.Parse(os.Getenv("FLUX_FILL_BFL_URL"))
	key    = os.Getenv("BFL_API_KEY")
	client = &http.Client{Timeout: 20 * time.Second}
)

type object = map[string]json.RawMessage

type failure struct {
	name, message string
	status        int
}

func (f failure) Error() string { return f.message }

func submit(endpoint string, request object) (object, error) {
	body, _ := json.Marshal(request)
	status, answer, err := ask("POST", bfl.String()+"/v1/"+endpoint, body)
	if err != nil {
		return nil, failure{"FluxFill.SubmitUnknown", "The answer was lost.", 502}
	}
	if status != 200 {
		return nil, failure{"FluxFill.SubmitUnknown", fmt.Sprintf("BFL answered HTTP %d.", status), 502}
	}
	return answer, nil
}

func ask(method, target string, body []byte) (int, object, error) {
	request, err := http.NewRequest(method, target, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("x-key", key)
	request.Header.Set("content-type", "application/json")
	response, err := client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil, err
	}
	var answer object
	return response.StatusCode, answer, json.Unmarshal(content, &answer)
}

// await polls until the task is finished or the time is up, and gives what was heard last.
func await(task object, limit time.Duration) (object, error) {
	polling, err := url.Parse(text(task["polling_url"]))
	if err != nil || polling.Scheme != bfl.Scheme || polling.Host != bfl.Host {
		return object{}, nil
	}
	last, began := object{}, time.Now()
	for {
		waited := time.Since(began)
		pause := min(max(waited/10, 250*time.Millisecond), 5*time.Second)
		pause -= time.Duration(rand.Float64() * 0.25 * float64(pause))
		if waited+pause >= limit {
			return last, nil
		}
		time.Sleep(pause)
		if _, last, err = ask("GET", polling.String(), nil); err != nil {
			return nil, err
		}
		switch text(last["status"]) {
		case "Pending", "Reasoning", "Generating":
		default:
			return last, nil
		}
	}
}

func text(raw json.RawMessage) string {
	var value string
	_ = json.Unmarshal(raw, &value)
	return value
}

func direct(event object, left time.Duration) (any, error) {
	_, byID := event["finetune_id"]
	_, byStrength := event["finetune_strength"]
	endpoint := fill
	if byID || byStrength {
		endpoint = finetuned
	}
	request, faults := checked(event, endpoint == finetuned, true)
	if faults != nil {
		return nil, faults
	}
	wait := time.Duration(0)
	if raw, there := event["wait"]; there {
		var seconds float64
		if string(raw) == "true" {
			wait = left
		} else if json.Unmarshal(raw, &seconds) != nil || seconds < 0 {
			return nil, invalid{{"value_error", []string{"body", "wait"}, "Input should be a valid number"}}
		} else {
			wait = min(time.Duration(seconds*float64(time.Second)), left)
		}
	}
	accepted, err := submit(endpoint, request)
	if err != nil {
		return nil, err
	}
	result := map[string]any{
		"id": accepted["id"], "endpoint": endpoint, "status": "Pending", "polling_url": accepted["polling_url"]}
	if wait > 0 {
		task, err := await(accepted, wait)
		if err != nil {
			return nil, err
		}
		for _, field := range []string{"status", "progress", "result", "cost"} {
			if value, there := task[field]; there && string(value) != "null" {
				result[field] = value
			}
		}
	}
	return result, nil
}

func overHTTP(event object) any {
	if text(event["httpMethod"]) != "POST" {
		return answer(405, map[string]any{"detail": "This path takes POST only."})
	}
	path := text(event["path"])
	endpoint := path[strings.LastIndex(path, "/")+1:]
	if !strings.HasSuffix(path, "/v1/"+endpoint) || endpoint != fill && endpoint != finetuned {
		return answer(404, map[string]any{"detail": "There is no such path here."})
	}
	written := text(event["body"])
	body := []byte(written)
	if string(event["isBase64Encoded"]) == "true" {
		body, _ = base64.StdEncoding.DecodeString(written)
	}
	var request object
	if json.Unmarshal(body, &request) != nil || request == nil {
		return answer(400, map[string]any{"detail": "The body is no JSON object."})
	}
	toSend, faults := checked(request, endpoint == finetuned, false)
	if faults != nil {
		return answer(422, map[string]any{"detail": faults})
	}
	accepted, err := submit(endpoint, toSend)
	if err != nil {
		var failed failure
		errors.As(err, &failed)
		return answer(failed.status, map[string]any{"detail": failed.message, "type": failed.name})
	}
	host := "localhost"
	var headers map[string]string
	_ = json.Unmarshal(event["headers"], &headers)
	for name, value := range headers {
		if strings.EqualFold(name, "host") {
			host = value
		}
	}
	base := "https://" + host
	var context object
	_ = json.Unmarshal(event["requestContext"], &context)
	asked := text(context["path"])
	if at := strings.LastIndex(asked, "/v1/"); at >= 0 {
		base += asked[:at]
	}
	return answer(200, map[string]any{
		"id": accepted["id"], "polling_url": base + "/v1/get_result?id=" + text(accepted["id"])})
}

func answer(status int, body any) any {
	written, _ := json.Marshal(body)
	return map[string]any{"statusCode": status, "headers": map[string]string{"content-type": "application/json"},
		"body": string(written), "isBase64Encoded": false}
}

func handle(event []byte, left time.Duration) (any, error) {
	var fields object
	if json.Unmarshal(event, &fields) != nil || fields == nil {
		return nil, failure{"FluxFill.InvalidRequest", "The event must be a JSON object.", 422}
	}
	if _, there := fields["httpMethod"]; there {
		if _, there = fields["requestContext"]; there {
			return overHTTP(fields), nil
		}
	}
	return direct(fields, left)
}

func main() {
	api := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/"
	// The next event is waited for without a limit.
	runtime := &http.Client{}
	for {
		invocation, err := runtime.Get(api + "next")
		if err != nil {
			os.Exit(1)
		}
		event, err := io.ReadAll(invocation.Body)
		invocation.Body.Close()
		if err != nil {
			os.Exit(1)
		}
		deadline, _ := strconv.ParseInt(invocation.Header.Get("Lambda-Runtime-Deadline-Ms"), 10, 64)
		result, err := handle(event, time.Until(time.UnixMilli(deadline))-margin)
		kind := "response"
		if err != nil {
			kind, result = "error", told(err)
		}
		body, _ := json.Marshal(result)
		target := api + invocation.Header.Get("Lambda-Runtime-Aws-Request-Id") + "/" + kind
		if taken, err := runtime.Post(target, "application/json", bytes.NewReader(body)); err == nil {
			_, _ = io.Copy(io.Discard, taken.Body)
			taken.Body.Close()
		}
	}
}

func told(err error) any {
	var faults invalid
	var failed failure
	switch {
	case errors.As(err, &faults):
		detail, _ := json.Marshal(map[string]any{"detail": faults})
		return map[string]string{"errorType": "FluxFill.InvalidRequest", "errorMessage": faults.Error() + " " + string(detail)}
	case errors.As(err, &failed):
		return map[string]string{"errorType": failed.name, "errorMessage": failed.message}
	default:
		return map[string]string{"errorType": "FluxFill.Internal", "errorMessage": fmt.Sprintf("%T", err)}
	}
}
