// Builds the page into the function's resources: index.html, and files that are named after what is in them.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, '../main/resources/io/fluxfill/page');
const MOST_BYTES_GZIPPED = 80_000;

const result = await build({
  absWorkingDir: here,
  entryPoints: { app: 'src/main.tsx' },
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  loader: { '.jpeg': 'base64' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  outdir: out,
  metafile: true,
  write: false,
});

const files = new Map(result.outputFiles.map((file) => [basename(file.path), file.text]));
const named = (type) => [...files.keys()].find((name) => name.startsWith('app-') && name.endsWith(type));
const html = (await readFile(join(here, 'index.html'), 'utf8'))
  .replace('src/style.css', `page/${named('.css')}`)
  .replace('src/main.tsx', `page/${named('.js')}`);
files.set('index.html', html);

let gzipped = 0;
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const [name, text] of files) {
  await writeFile(join(out, name), text);
  gzipped += gzipSync(text).length;
}
console.log(`${files.size} files, ${gzipped} bytes gzipped`);
if (gzipped > MOST_BYTES_GZIPPED) {
  throw new Error(`More than ${MOST_BYTES_GZIPPED} bytes.`);
}
