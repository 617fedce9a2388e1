// The page asks for all that BFL's operations take, with their ranges, as infra/openapi.yaml has them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { FIELDS } from '../src/fill/fields.ts';

const yaml = createRequire(new URL('../../test/node/package.json', import.meta.url))('js-yaml');
const api = yaml.load(await readFile(new URL('../../../infra/openapi.yaml', import.meta.url), 'utf8'));

/** Pictures and prompt have places of their own; how a mask is read is seen while it is painted. */
const ELSEWHERE = ['image', 'mask', 'prompt', 'preserve', 'mask_invert', 'mask_grow', 'mask_feather'];

describe('the fields of the page', () => {
  for (const [schema, fields] of Object.entries({
    FluxProFillInputs: FIELDS.filter((field) => !field.finetuned),
    FinetuneFluxProFillInputs: FIELDS,
  })) {
    const properties = api.components.schemas[schema].properties;

    test(`are those of ${schema}`, () => {
      assert.deepEqual([...fields.map((field) => field.name), ...ELSEWHERE].sort(), Object.keys(properties).sort());
    });

    test(`have the ranges and defaults of ${schema}`, () => {
      for (const { name, min, max, usual, choices } of fields) {
        const { minimum, maximum, default: byDefault, enum: values } = properties[name];
        assert.deepEqual([min, max, usual], [minimum, maximum, byDefault], name);
        assert.deepEqual(choices, values?.filter((value) => value !== null), name);
      }
    });
  }
});
