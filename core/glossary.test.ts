import { expect, it } from 'vitest';
import { GLOSSARY } from './glossary.ts';

it('every term stands once, with both names and a definition', () => {
  expect(new Set(GLOSSARY.map((row) => row.term)).size).toBe(GLOSSARY.length);
  for (const { term, zh, en, definition } of GLOSSARY) {
    expect(zh, term).toMatch(/\p{Script=Han}/u);
    expect(`${en}${definition}`, term).not.toMatch(/^$/);
  }
});
