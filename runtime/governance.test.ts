import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GOVERNANCE_KINDS, isGovernanceKind } from '../core/governance-document.ts';
import { docBlocks } from '../schema/doc-blocks.ts';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { configuredDocuments, shippedGovernance } from './governance.ts';
import { sentDocuments } from './governance-apply.ts';
import { readGovernanceFolder, readGovernanceText, SHIPPED_FOLDER } from './governance-files.ts';
import { planPublishing } from './governance-publish.ts';

const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED');
const published = planPublishing(shipped, [], 0).added;
const plan = (kind: keyof typeof GOVERNANCE_KINDS, text: string) =>
  planPublishing(readGovernanceText(kind, text, 'APPLIED', 'county'), published, 0);

const page = {
  name: 'governance.md',
  text: readFileSync(new URL('../docs/governance.md', import.meta.url), 'utf8'),
};
const EXAMPLES = docBlocks(page).flatMap(({ where, info, body }) => {
  const [language, kind = ''] = info.split(' ');
  return language === 'yaml' && isGovernanceKind(kind) ? [{ where, kind, body }] : [];
});

describe('what is shipped', () => {
  it.each(shipped.documents.map(({ document, at }) => ({ name: `${at('')} ${document.code}`, document })))(
    '$name stands, with what it refers to',
    ({ document }) => {
      expect(published).toContainEqual(expect.objectContaining({ code: document.code, kind: document.kind }));
    },
  );

  it('has no fault, and every kind has a document', () => {
    expect(planPublishing(shipped, [], 0).faults).toEqual([]);
    const book = shippedGovernance(Date.parse('2026-11-21T00:00:00Z')).current();
    for (const shelf of [
      book.calendars,
      book.clocks,
      book.matters,
      book.profiles,
      book.escalations,
      book.schedules,
    ]) {
      expect(shelf.inForce(Date.now()).length).toBeGreaterThan(0);
    }
    for (const { body } of book.matters.all) {
      expect(book.clocks.at(body.handling.standard, Date.now()), body.code).not.toBeNull();
    }
  });

  it('knows the days off of 2025 and 2026 with their notices, and that 2027 is not published', () => {
    const china = shippedGovernance().current().clockBook.calendars.get('china');
    expect([2025, 2026, 2027].map((year) => china?.knows(year))).toEqual([true, true, false]);
    for (const year of china?.data.years ?? []) {
      if (year.status === 'PUBLISHED') expect(year.source.url).toMatch(/^https:\/\/www\.gov\.cn\//);
    }
  });
});

describe('docs/governance.md', () => {
  it('has an example of each kind it describes', () => {
    const kinds = EXAMPLES.map(({ kind }) => kind);
    for (const kind of ['CLOCK', 'CALENDAR', 'MATTER', 'ESCALATION', 'SCHEDULE'])
      expect(kinds).toContain(kind);
  });

  it('names the folder of every kind', () => {
    const folders = Object.values(GOVERNANCE_KINDS).map(({ folder }) => folder);
    expect(folders.filter((folder) => !page.text.includes(`\`${folder}\``))).toEqual([]);
  });

  it.each(EXAMPLES)('$where ($kind) is a document that can be applied as it stands', ({ kind, body }) => {
    const { faults, added } = plan(kind, body);
    expect(faults).toEqual([]);
    expect(added).toHaveLength(1);
  });
});

describe('faults', () => {
  it('come all at once, with the line and the path', () => {
    const { faults } = plan(
      'CLOCK',
      'code: X\nversion: 1\nnameZh: 某\nnameEn: X\ncalendar: nowhere\nstages:\n  - code: A\n    nameZh: 甲\n    nameEn: A\n    target: { amount: 1.5, unit: WORKING_DAYS }\n',
    );
    expect(faults.map(({ at, path }) => `${at} ${path}`)).toEqual([
      'county:5 /calendar',
      'county:10 /stages/0/target',
    ]);
  });

  it('a mistyped key is a fault that names the right one', () => {
    const [fault] = plan(
      'CLOCK',
      'code: X\nversion: 1\nnameZh: 某\nnameEn: X\ncalender: china\nstages: []\n',
    ).faults.filter(({ path }) => path === '/calender');
    expect(fault?.en).toContain('did you mean calendar?');
    expect(fault?.zh).toContain('是否应为 calendar？');
  });

  it('a key far from any known one is told with those that may stand there, also inside a list', () => {
    const { faults } = plan(
      'CLOCK',
      'code: X\nversion: 1\nnameZh: 某\nnameEn: X\ncalendar: china\nsomethingElse: 1\nstages: [{ code: A, nameZh: 甲, nameEn: A, limitOfTime: 1, target: { amount: 1, unit: HOURS } }]\n',
    );
    const at = (path: string) => faults.find((one) => one.path === path);
    expect(at('/somethingElse')?.en).toMatch(/^is not known: the keys here are code, version, .*stages/);
    expect(at('/somethingElse')?.zh).toMatch(/可用的键：code、version、.*stages/);
    expect(at('/stages/0/limitOfTime')?.en).toBe(
      'is not known: the keys here are code, nameZh, nameEn, target',
    );
  });

  it('a policy that is not there is told with the one meant, else with where they are listed', () => {
    const noise = published.find(({ kind, code }) => kind === 'MATTER' && code === 'noise');
    const told = (standard: string) => {
      const body = { ...Object(noise?.body), version: 2, handling: { standard } };
      return planPublishing(
        sentDocuments('MATTER', { json: body }, 'Asia/Shanghai'),
        published,
        0,
      ).faults.map(({ en, zh }) => `${en} ${zh}`);
    };
    expect(told('HANDLE/24')).toEqual([expect.stringMatching(/did you mean HANDLE\/.*是否应为 HANDLE\//)]);
    expect(told('NOWHERE/AT_ALL')).toEqual([
      'there is no clock policy NOWHERE/AT_ALL; `npx hub governance list` shows those there are 没有时限政策 NOWHERE/AT_ALL；可用 `npx hub governance list` 查看现有时限政策',
    ]);
  });

  it('an unquoted code that reads as a number is told as such', () => {
    const { faults } = plan('MATTER', 'code: 06042\n');
    const code = faults.find(({ path }) => path === '/code');
    expect(code?.en).toContain('quotes');
    expect(code?.zh).toContain('加引号');
  });

  it('two versions of one code: a new one begins after the one before', () => {
    const version = (number: number, validFrom: string) =>
      `code: X\nversion: ${number}\nvalidFrom: '${validFrom}'\nnameZh: 某\nnameEn: X\ncalendar: china\nstages:\n  - { code: A, nameZh: 甲, nameEn: A, target: { amount: 1, unit: HOURS } }\n`;
    const first = plan('CLOCK', version(1, '2026-12-01')).added;
    const reading = readGovernanceText('CLOCK', version(2, '2026-11-01'), 'APPLIED', 'county');
    const [fault] = planPublishing(reading, [...published, ...first], 0).faults;
    expect(fault).toMatchObject({ path: '/validFrom', at: 'county:3' });
    const later = readGovernanceText('CLOCK', version(2, '2027-01-01'), 'APPLIED', 'county');
    expect(planPublishing(later, [...published, ...first], 0).faults).toEqual([]);
    // also when both come at once, in whichever order
    const [old, next] = [version(1, '2026-12-01'), version(2, '2026-11-01')];
    for (const text of [`${old}---\n${next}`, `${next}---\n${old}`]) {
      expect(plan('CLOCK', text).faults).toEqual([expect.objectContaining({ path: '/validFrom' })]);
    }
    expect(plan('CLOCK', `${old}---\n${version(2, '2027-01-01')}`).faults).toEqual([]);
    expect(plan('CLOCK', version(1, '2026-02-30')).faults).toMatchObject([
      { path: '/validFrom', at: 'county:3', en: '"2026-02-30" is not a day or an instant' },
    ]);
  });

  it("a day begins at midnight of the site's zone, as text, as JSON and in a folder; an instant is where it is", () => {
    const text = (validFrom: string) =>
      `code: X\nversion: 1\nvalidFrom: '${validFrom}'\nnameZh: 某\nnameEn: X\ncalendar: china\nstages:\n  - { code: A, nameZh: 甲, nameEn: A, target: { amount: 1, unit: HOURS } }\n`;
    const begins = (validFrom: string, zone: string) => {
      const [yaml] = sentDocuments('CLOCK', { yaml: text(validFrom) }, zone).documents;
      const [json] = sentDocuments('CLOCK', { json: yaml?.document.body }, zone).documents;
      const folder = mkdtempSync(join(tmpdir(), 'wangge-zone-'));
      mkdirSync(join(folder, 'clocks'));
      writeFileSync(join(folder, 'clocks', 'x.yaml'), text(validFrom));
      const own = configuredDocuments({ governanceDir: folder, site: { zone } }).documents;
      rmSync(folder, { recursive: true });
      const all = [yaml, json, own.find(({ document }) => document.code === 'X')];
      return new Set(all.map((one) => new Date(one?.document.validFromMs ?? Number.NaN).toISOString()));
    };
    expect(begins('2026-12-01', 'Asia/Shanghai')).toEqual(new Set(['2026-11-30T16:00:00.000Z']));
    expect(begins('2026-12-01', 'Asia/Urumqi')).toEqual(new Set(['2026-11-30T18:00:00.000Z']));
    expect(begins('2026-12-01', 'UTC')).toEqual(new Set(['2026-12-01T00:00:00.000Z']));
    // Beirut's clocks go from 00:00 to 01:00 on this day: it begins with the jump
    expect(begins('2026-03-29', 'Asia/Beirut')).toEqual(new Set(['2026-03-28T22:00:00.000Z']));
    expect(begins('2026-12-01T00:00:00Z', 'Asia/Urumqi')).toEqual(new Set(['2026-12-01T00:00:00.000Z']));
  });

  it('a key that stands twice is told by its line; a long mapping is read in no time', () => {
    expect(plan('CLOCK', 'code: X\nversion: 1\ncode: Y\n').faults).toMatchObject([
      { at: 'county:3', en: 'the key code stands twice: keep one' },
    ]);
    const began = cpuTimeMs();
    plan('CLOCK', Array.from({ length: 20_000 }, (_, n) => `key${n}: 1`).join('\n'));
    expect(cpuTimeMs() - began).toBeLessThan(5_000);
  });

  it('JSON nested deeper than the stack is refused as such', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    expect(
      sentDocuments('CLOCK', { json: { code: 'X', stages: deep } }, 'Asia/Shanghai').faults,
    ).toMatchObject([{ at: 'json', en: expect.stringContaining('too deeply') }]);
  });

  it('no YAML, an alias bomb and an empty file are refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n`;
    for (const text of ['code: [', bomb, '', '- 1\n- 2\n']) {
      expect(plan('CLOCK', text).faults.length, text).toBeGreaterThan(0);
    }
  });
});

describe('text that is not UTF-8', () => {
  const GB18030 = Buffer.from('636f64653a20580a6e616d655a683a20cafdd7d60a', 'hex');

  it.each([
    ['GB18030', GB18030],
    ['a character cut in two', Buffer.from('code: X\nnameZh: 数字\n').subarray(0, -2)],
  ])('%s in a file is refused by its name, and the other files are read', (_, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), 'wangge-charset-'));
    try {
      mkdirSync(join(folder, 'clocks'));
      writeFileSync(join(folder, 'clocks', 'own.yaml'), bytes);
      writeFileSync(join(folder, 'clocks', 'sound.yaml'), '\ufeffcode: Y\nnameZh: 数字\n');
      const { documents, faults } = readGovernanceFolder(folder, 'FOLDER');
      expect(documents.map(({ document }) => document.body)).toEqual([{ code: 'Y', nameZh: '数字' }]);
      expect(faults).toEqual([
        {
          at: 'clocks/own.yaml',
          path: '',
          zh: expect.stringContaining('另存为 UTF-8'),
          en: expect.stringContaining('save as UTF-8'),
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['YAML', { yaml: 'code: X\nnameZh: "\ufffd\ufffd"\n' }, 'yaml:2'],
    ['JSON', { json: { code: 'X', stages: [{ nameZh: '\ufffd' }] } }, 'json:1'],
  ])('%s that was spoilt on its way (U+FFFD) is refused', (_, sent, at) => {
    const { documents, faults } = sentDocuments('CLOCK', sent, 'Asia/Shanghai');
    expect(documents).toEqual([]);
    expect(faults).toEqual([
      { at, path: '', zh: expect.stringContaining('U+FFFD'), en: expect.stringContaining('save as UTF-8') },
    ]);
  });
});
