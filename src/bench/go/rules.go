package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/url"
	"sort"
	"strings"
)

const (
	mostBytes  = 20_000_000
	mostPixels = 20_000_000
)

// fault is told as FastAPI tells it.
type fault struct {
	Type string   `json:"type"`
	Loc  []string `json:"loc"`
	Msg  string   `json:"msg"`
}

type invalid []fault

func (faults invalid) Error() string {
	var named []string
	for _, one := range faults[:min(len(faults), 5)] {
		named = append(named, one.Loc[len(one.Loc)-1]+": "+one.Msg)
	}
	return "The request is not valid: " + strings.Join(named, "; ") + "."
}

type nullable int

const (
	never nullable = iota
	plain          // with plain fill only
	always
)

type rule struct {
	name  string
	check func(json.RawMessage) string
	null  nullable
}

var fields = []rule{
	{"image", isText, never}, {"mask", isText, always}, {"prompt", isText, plain}, {"steps", integer(15, 50), plain},
	{"prompt_upsampling", isBoolean, plain}, {"seed", anyInteger, always}, {"guidance", number(1.5, 100), plain},
	{"output_format", isFormat, always}, {"safety_tolerance", integer(0, 6), never},
	{"webhook_url", isURL, always}, {"webhook_secret", isText, always}, {"user", isText, always},
}

var finetuneFields = []rule{{"finetune_id", isText, never}, {"finetune_strength", number(0, 2), never}}

func isText(raw json.RawMessage) string {
	if raw[0] != '"' {
		return "Input should be a valid string"
	}
	return ""
}

func isBoolean(raw json.RawMessage) string {
	if string(raw) != "true" && string(raw) != "false" {
		return "Input should be a valid boolean"
	}
	return ""
}

func isFormat(raw json.RawMessage) string {
	switch text(raw) {
	case "jpeg", "png", "webp":
		return ""
	}
	return "Input should be 'jpeg', 'png' or 'webp'"
}

func isURL(raw json.RawMessage) string {
	value := text(raw)
	parsed, err := url.Parse(value)
	if err != nil || len(value) > 2083 || parsed.Hostname() == "" || parsed.Scheme != "http" && parsed.Scheme != "https" {
		return "Input should be a valid URL"
	}
	return ""
}

func anyInteger(raw json.RawMessage) string {
	if strings.Trim(string(raw), "-0123456789") != "" {
		return "Input should be a valid integer"
	}
	return ""
}

func integer(least, most float64) func(json.RawMessage) string {
	return func(raw json.RawMessage) string {
		if message := anyInteger(raw); message != "" {
			return message
		}
		return number(least, most)(raw)
	}
}

func number(least, most float64) func(json.RawMessage) string {
	return func(raw json.RawMessage) string {
		var value float64
		if json.Unmarshal(raw, &value) != nil {
			return "Input should be a valid number"
		}
		if value < least {
			return fmt.Sprintf("Input should be greater than or equal to %v", least)
		}
		if value > most {
			return fmt.Sprintf("Input should be less than or equal to %v", most)
		}
		return ""
	}
}

// checked gives what is to be sent, or all faults. On the direct face unknown fields are faults; over HTTP they are dropped.
func checked(body object, isFinetuned, isDirect bool) (object, invalid) {
	var faults invalid
	report := func(field, message string) {
		faults = append(faults, fault{"value_error", []string{"body", field}, message})
	}
	rules, required := fields, []string{"image"}
	if isFinetuned {
		rules, required = append(append([]rule{}, fields...), finetuneFields...), []string{"image", "finetune_id"}
	}
	for _, name := range required {
		if _, there := body[name]; !there {
			report(name, "Field required")
		}
	}
	request, known := object{}, map[string]bool{"wait": true}
	for _, rule := range rules {
		known[rule.name] = true
		value, there := body[rule.name]
		if !there || string(value) == "null" && (rule.null == always || rule.null == plain && !isFinetuned) {
			continue
		}
		if message := rule.check(value); message != "" {
			report(rule.name, message)
		} else {
			request[rule.name] = value
		}
	}
	pictures := map[string]*header{}
	for _, name := range []string{"image", "mask"} {
		if _, there := request[name]; there {
			pictures[name] = picture(name, request, report)
		}
	}
	image, mask := pictures["image"], pictures["mask"]
	if _, masked := request["mask"]; image != nil && !masked && body["mask"] == nil && !image.alpha {
		report("mask", "Value error, is required: image has no alpha channel")
	}
	if image != nil && mask != nil && (image.width != mask.width || image.height != mask.height) {
		report("mask", fmt.Sprintf("Value error, must have the size of image, %dx%d", image.width, image.height))
	}
	if isDirect {
		var unknown []string
		for name := range body {
			if !known[name] {
				unknown = append(unknown, name)
			}
		}
		sort.Strings(unknown)
		for _, name := range unknown {
			report(name, "Extra inputs are not permitted")
		}
	}
	return request, faults
}

type header struct {
	width, height int
	alpha         bool
}

// picture gives what a picture's header tells, or reports a fault. A data: prefix is cut off.
func picture(name string, request object, report func(field, message string)) *header {
	encoded := request[name][1 : len(request[name])-1]
	if comma := bytes.IndexByte(encoded[:min(len(encoded), 200)], ','); comma > 0 &&
		bytes.EqualFold(encoded[:5], []byte("data:")) && bytes.HasSuffix(bytes.ToLower(encoded[:comma]), []byte(";base64")) {
		encoded = encoded[comma+1:]
		request[name] = append(append([]byte{'"'}, encoded...), '"')
	}
	data := make([]byte, base64.StdEncoding.DecodedLen(len(encoded)))
	// The decoder skips line ends, which JSON holds in escapes only.
	length, err := base64.StdEncoding.Strict().Decode(data, encoded)
	if err != nil || length == 0 {
		report(name, "Value error, must be base64 or a data: URI with base64")
		return nil
	}
	data = data[:length]
	if length > mostBytes {
		report(name, fmt.Sprintf("Value error, must have at most %d bytes", mostBytes))
	}
	found := read(data)
	if found == nil || found.width == 0 || found.height == 0 {
		report(name, "Value error, must be a PNG, JPEG or WebP picture with a readable header")
		return nil
	}
	if found.width*found.height > mostPixels {
		report(name, fmt.Sprintf("Value error, must have at most %d pixels", mostPixels))
	}
	return found
}

// read tells size and alpha of a PNG, JPEG or WebP picture; nil of anything else, and of one that ends too early.
func read(data []byte) (found *header) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) && string(data[12:16]) == "IHDR":
		return png(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return jpeg(data)
	case bytes.HasPrefix(data, []byte("RIFF")) && string(data[8:12]) == "WEBP":
		return webp(data)
	}
	return nil
}

func png(data []byte) *header {
	colour := data[25]
	alpha := colour == 4 || colour == 6
	for chunk := 33; !alpha && string(data[chunk+4:chunk+8]) != "IDAT"; {
		alpha = string(data[chunk+4:chunk+8]) == "tRNS"
		chunk += 12 + int(binary.BigEndian.Uint32(data[chunk:]))
	}
	return &header{int(binary.BigEndian.Uint32(data[16:])), int(binary.BigEndian.Uint32(data[20:])), alpha}
}

func jpeg(data []byte) *header {
	place := 2
	for {
		for data[place] != 0xff {
			place++
		}
		for data[place] == 0xff {
			place++
		}
		marker := data[place]
		place++
		switch {
		case marker <= 0x01 || 0xd0 <= marker && marker <= 0xd7:
			continue
		case marker == 0xd9 || marker == 0xda:
			return nil
		case 0xc0 <= marker && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			return &header{int(binary.BigEndian.Uint16(data[place+5:])), int(binary.BigEndian.Uint16(data[place+3:])), false}
		}
		place += int(binary.BigEndian.Uint16(data[place:]))
	}
}

func webp(data []byte) *header {
	switch string(data[12:16]) {
	case "VP8 ":
		if string(data[23:26]) == "\x9d\x01\x2a" {
			width, height := binary.LittleEndian.Uint16(data[26:]), binary.LittleEndian.Uint16(data[28:])
			return &header{int(width & 0x3fff), int(height & 0x3fff), false}
		}
	case "VP8L":
		if data[20] == 0x2f {
			bits := binary.LittleEndian.Uint32(data[21:])
			return &header{int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1, bits>>28&1 == 1}
		}
	case "VP8X":
		three := func(place int) int { return int(data[place]) | int(data[place+1])<<8 | int(data[place+2])<<16 }
		return &header{three(24) + 1, three(27) + 1, data[20]&0x10 != 0}
	}
	return nil
}
