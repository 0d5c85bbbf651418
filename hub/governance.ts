import { resolve } from 'node:path';
import { loadConfig } from '../runtime/config.ts';
import { applyDocuments } from '../runtime/governance-apply.ts';
import {
  readGovernanceFolder,
  SHIPPED_FOLDER,
  type TextFault,
  type TextReading,
} from '../runtime/governance-files.ts';
import { planPublishing } from '../runtime/governance-publish.ts';
import { documentName, readDocuments } from '../runtime/governance-store.ts';
import { withDatabase } from './commands.ts';

function tellFaults(faults: readonly TextFault[]): void {
  for (const { at, path, en, zh } of faults) {
    console.error(`${at}${path === '' ? '' : ` ${path}`}: ${en} ${zh}`);
  }
}

/** Documents of a folder of the place, told as what is applied: the highest rank that a document can have. */
function folderReading(folder: string, zone: string): TextReading {
  return readGovernanceFolder(resolve(folder), 'APPLIED', zone);
}

/**
 * `hub governance check <dir>`: the documents of a folder with those that are shipped, without a database; what is
 * published already is looked at by `apply --dry-run`.
 * @returns exit code
 */
export function checkGovernance(folder: string, nowMs: number = Date.now()): number {
  const { zone } = loadConfig().site;
  const shipped = planPublishing(readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED', zone), [], nowMs);
  const reading = folderReading(folder, zone);
  // a document of the place with the number of a shipped one stands in its stead
  const own = new Set(
    reading.documents.map(({ document }) => `${document.kind} ${document.code}@${document.version}`),
  );
  const beside = shipped.added.filter((one) => !own.has(`${one.kind} ${one.code}@${one.version}`));
  const plan = planPublishing(reading, beside, nowMs);
  tellFaults(plan.faults);
  const sound = plan.faults.length === 0;
  const count = reading.documents.length;
  console.log(
    sound
      ? `${folder}: ${count} documents, no fault 共 ${count} 个文档，无错误`
      : `${folder}: ${plan.faults.length} faults 共 ${plan.faults.length} 处错误`,
  );
  return sound ? 0 : 1;
}

/** `hub governance apply <dir>`: publishes what is new in a folder; nothing at all when there is any fault. */
export async function applyGovernanceFolder(folder: string, { dryRun }: { dryRun: boolean }): Promise<void> {
  await withDatabase('governance', async (db, _, config) => {
    const reading = folderReading(folder, config.site.zone);
    const done = await applyDocuments({ db, governance: null }, reading, {
      actor: 'cli',
      dryRun,
      nowMs: Date.now(),
    });
    tellFaults(done.faults);
    for (const one of done.documents) {
      const { en, zh } = documentName(one);
      console.log(`${dryRun || !done.applied ? 'would publish 将发布' : 'published 已发布'} ${en} ${zh}`);
    }
    console.log(
      `${done.documents.length} new 新增, ${done.unchanged} unchanged 未变, ${done.faults.length} faults 错误${done.applied ? '' : ' (nothing written 未写入)'}`,
    );
    if (done.faults.length > 0) process.exitCode = 1;
  });
}

/** `hub governance list`: every published version, the place's own marked. */
export async function listGovernance(): Promise<void> {
  await withDatabase('governance', async (db) => {
    for (const one of await readDocuments(db.pool)) {
      const { kind, code, version, origin, validFromMs } = one;
      const from = validFromMs === 0 ? '' : ` from 自 ${new Date(validFromMs).toISOString()}`;
      console.log(`${kind} ${code}@${version} ${origin}${from}`);
    }
    const config = loadConfig();
    if (config.governanceDir !== null) console.log(`HUB_GOVERNANCE_DIR ${config.governanceDir}`);
  });
}
