import { writeFileSync } from 'node:fs';
import { SECTIONS, type Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';

const HEAD = `# Settings of Wangge Hub 网格枢纽的设置
# Copy to .env and take the # away where you want another value: every line shows the default.
# 复制为 .env，去掉需要修改的行首 #；各行所示为默认值。
# Variables of the process win over .env. 进程环境变量优先于 .env。
# Made by: node runtime/config/env-example.ts
`;

function entry(name: string, setting: Setting<unknown>): string {
  const kind =
    setting.kind.en === setting.kind.zh ? setting.kind.en : `${setting.kind.en} ${setting.kind.zh}`;
  const file = setting.secret ? `\n# or: ${name}_FILE=` : '';
  return `# ${setting.en}\n# ${setting.zh} [${kind}]\n# ${name}=${setting.shown ?? ''}${file}\n`;
}

/** The text of `.env.example`, from the table of settings. */
export function envExample(): string {
  const settings: [string, Setting<unknown>][] = Object.entries(SETTINGS);
  const sections = Object.entries(SECTIONS).map(([section, title]) => {
    const rows = settings.filter(([, setting]) => setting.section === section);
    return `# == ${title.en} ${title.zh} ==\n\n${rows.map(([name, setting]) => entry(name, setting)).join('\n')}`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

if (import.meta.main) writeFileSync(new URL('../../.env.example', import.meta.url), envExample());
