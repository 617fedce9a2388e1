"""Measures what it takes to give a whole picture back: the function's executable, Pillow and libvips on the same pictures.

Plays Lambda, BFL and S3 for one process of the executable: BFL gives back what it was sent. Tells processor time and the most
memory of each, in a table. Pillow is needed, pyvips is measured where it is.
"""

import base64
import http.server
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time

from PIL import Image, ImageDraw, ImageFilter

SIZES = ((2000, 1500), (4000, 3000))
SOURCE = "infra/events/photo.jpeg"


def pictures(folder):
    """A photograph with noise in each size and format, and a round mask for it."""
    for width, height in SIZES:
        photo = Image.open(SOURCE).convert("RGB").resize((width, height), Image.LANCZOS)
        noise = Image.effect_noise((width, height), 16).convert("RGB")
        photo = Image.blend(photo, noise, 0.1)
        mask = Image.new("L", (width, height))
        ImageDraw.Draw(mask).ellipse((width // 3, height // 4, width * 2 // 3, height * 3 // 4), fill=255)
        mask_file = os.path.join(folder, f"mask-{width}.png")
        mask.save(mask_file)
        for name, options in (("png", {}), ("jpg", {"quality": 90})):
            file = os.path.join(folder, f"photo-{width}.{name}")
            photo.save(file, **options)
            yield f"{width}x{height} {'JPEG' if name == 'jpg' else 'PNG'}", file, mask_file


class Doubles(http.server.BaseHTTPRequestHandler):
    """Lambda's runtime API, BFL, and S3."""

    protocol_version = "HTTP/1.1"
    objects = {}
    events = []
    answers = []
    fill = b""
    asked = threading.Event()
    answered = threading.Event()

    def log_message(self, *_):
        pass

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        own = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("/invocation/next"):
            self.asked.set()
            while not self.events:
                time.sleep(0.005)
            request = {"Lambda_Runtime_Aws_Request_Id": "a", "Lambda_Runtime_Deadline_Ms": str(int(time.time() * 1000) + 60000)}
            self.reply(200, self.events.pop(), **request)
        elif self.path.startswith("/v1/get_result"):
            task = {"id": "task", "status": "Ready", "result": {"sample": own + "/fill.png"}}
            self.reply(200, json.dumps(task).encode())
        elif self.path == "/fill.png":
            self.reply(200, Doubles.fill)
        else:
            found = self.objects.get(self.path)
            self.reply(404) if found is None else self.reply(200, found)

    def do_PUT(self):
        self.objects[self.path] = self.body()
        self.reply(200)

    def do_POST(self):
        body = self.body()
        if "/runtime/" in self.path:
            Doubles.answers.append(body)
            self.reply(202)
            self.answered.set()
        else:
            Doubles.fill = base64.b64decode(json.loads(body)["image"])
            url = f"http://127.0.0.1:{self.server.server_port}/v1/get_result?id=task-{len(self.answers)}"
            self.reply(200, json.dumps({"id": f"task-{len(self.answers)}", "polling_url": url}).encode())


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def most_memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def function(executable, image, mask):
    """One event on a new process."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Doubles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    Doubles.objects.clear()
    Doubles.asked.clear()
    Doubles.answered.clear()
    for name, file in (("image", image), ("mask", mask)):
        with open(file, "rb") as content:
            Doubles.objects[f"/input/{name}"] = content.read()
    environment = {
        "AWS_LAMBDA_RUNTIME_API": host,
        "AWS_ENDPOINT_URL_S3": f"http://{host}",
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "BFL_API_KEY": "none",
        "FLUX_FILL_BFL_URL": f"http://{host}",
        "FLUX_FILL_BFL_FINETUNE_URL": f"http://{host}",
        "FLUX_FILL_BFL_TRUSTED_HOSTS": host,
        "FLUX_FILL_OUTPUT": "s3://output",
        "FLUX_FILL_S3_PATH_STYLE": "true",
    }
    process = subprocess.Popen([executable], env=environment, stdout=subprocess.DEVNULL)
    try:
        Doubles.asked.wait(20)
        before = processor_seconds(process.pid)
        request = {"image": "s3://input/image", "mask": "s3://input/mask", "preserve": True, "wait": True}
        Doubles.events.append(json.dumps(request).encode())
        Doubles.answered.wait(60)
        answer = json.loads(Doubles.answers[-1])
        if not answer.get("preserved"):
            raise SystemExit(f"no whole picture: {answer}")
        return processor_seconds(process.pid) - before, most_memory(process.pid)
    finally:
        process.kill()
        server.shutdown()


def with_pillow(image, mask):
    """The same steps: cut, encode the cut, decode the fill, put it in along a soft edge, encode."""
    original = Image.open(image)
    kind = original.format
    painted = Image.open(mask).convert("L")
    left, top, right, bottom = painted.getbbox()
    box = (max(0, left - 300), max(0, top - 300), min(original.width, right + 300), min(original.height, bottom + 300))
    cut = original.crop(box)
    cut.thumbnail((1440, 1440))
    sent = io.BytesIO()
    cut.save(sent, "PNG")
    painted.crop(box).resize(cut.size).save(io.BytesIO(), "PNG")
    fill = Image.open(io.BytesIO(sent.getvalue())).resize((box[2] - box[0], box[3] - box[1]), Image.BILINEAR)
    original.paste(fill, box[:2], painted.crop(box).filter(ImageFilter.GaussianBlur(3)))
    original.save(io.BytesIO(), kind, **({"quality": "keep"} if kind == "JPEG" else {}))


def with_vips(image, mask):
    """The same with libvips."""
    import pyvips

    original = pyvips.Image.new_from_file(image)
    painted = pyvips.Image.new_from_file(mask)
    left, top, width, height = painted.find_trim(background=[0], threshold=1)
    x, y = max(0, left - 300), max(0, top - 300)
    across = min(original.width, left + width + 300) - x
    down = min(original.height, top + height + 300) - y
    cut = original.crop(x, y, across, down)
    scale = min(1, 1440 / max(across, down))
    sent = cut.resize(scale).pngsave_buffer()
    painted.crop(x, y, across, down).resize(scale).pngsave_buffer()
    fill = pyvips.Image.new_from_buffer(sent, "")
    fill = fill.resize(across / fill.width, vscale=down / fill.height, kernel="linear")
    weights = painted.crop(x, y, across, down).gaussblur(3)
    blended = weights.ifthenelse(fill.crop(0, 0, across, down), cut, blend=True)
    whole = original.insert(blended, x, y)
    whole.jpegsave_buffer(Q=90) if image.endswith("jpg") else whole.pngsave_buffer()


def measured(*arguments):
    """Processor seconds and megabytes, as a process tells them that does nothing else; nothing where it cannot."""
    process = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, timeout=120)
    return tuple(map(float, process.stdout.split())) if process.returncode == 0 else None


def main():
    if sys.argv[1] == "--function":
        print(*function(*sys.argv[2:]))
        return
    if sys.argv[1] == "--with":
        {"Pillow": with_pillow, "libvips": with_vips}[sys.argv[2]](*sys.argv[3:])
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
        return
    print("| picture | function | Pillow | libvips |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for title, image, mask in pictures(folder):
            cells = []
            for arguments in (["--function", sys.argv[1]], ["--with", "Pillow"], ["--with", "libvips"]):
                runs = [measured(*arguments, image, mask) for _ in range(3)]
                cells.append("–" if None in runs else f"{sorted(r[0] for r in runs)[1]:.2f} s, {max(r[1] for r in runs):.0f} MB")
            print(f"| {title} | {' | '.join(cells)} |", flush=True)


main()
