import type { EndpointKind, MessageFormat, MessageLanguage } from './notify.ts';
import { cutBytes, type Line, linesOf, type Told, titleOf } from './notify-message.ts';
import type { Severity } from './severity.ts';

export type RobotKind = Extract<EndpointKind, 'WECOM' | 'DINGTALK' | 'FEISHU'>;

export interface Style {
  format: MessageFormat;
  language: MessageLanguage;
  zone: string;
}

/** One message to a robot. `told`: how many of the deliveries, from the first, it holds. */
export interface RobotMessage {
  body: Record<string, unknown>;
  told: number;
}

/**
 * Bytes of a text that each robot takes: WeCom text 2,048 and markdown 4,096
 * (https://developer.work.weixin.qq.com/document/path/91770), DingTalk and Feishu 20 kB of whole body; a part of that is
 * left for the JSON around it, in which a sign may take several bytes.
 */
const MOST_BYTES = {
  WECOM: { TEXT: 2_048, MARKDOWN: 4_096 },
  DINGTALK: { TEXT: 9_000, MARKDOWN: 9_000 },
  FEISHU: { TEXT: 9_000, MARKDOWN: 9_000 },
} as const satisfies Record<RobotKind, Record<'TEXT' | 'MARKDOWN', number>>;

const OPEN_IT = { ZH: '查看详情', EN: 'Open', BOTH: '查看详情 Open' } as const;
const ACKNOWLEDGE_IT = { ZH: '确认收到', EN: 'Acknowledge', BOTH: '确认收到 Acknowledge' } as const;

const FEISHU_COLOURS = {
  info: 'blue',
  minor: 'yellow',
  major: 'orange',
  critical: 'red',
} as const satisfies Record<Severity, string>;

function linksOf({ message }: Told, language: MessageLanguage): { text: string; url: string }[] {
  return [
    { text: OPEN_IT[language], url: message.link },
    { text: ACKNOWLEDGE_IT[language], url: message.acknowledgeLink },
  ].flatMap(({ text, url }) => (url === null ? [] : [{ text, url }]));
}

/** A delivery as plain text. */
export function textOf(told: Told, { language, zone }: Style): string {
  const lines = linesOf(told, language, zone).map(({ label, value }) => `${label}: ${value}`);
  const links = linksOf(told, language).map(({ text, url }) => `${text}: ${url}`);
  return [titleOf(told, language), ...lines, ...links].join('\n');
}

function markdownOf(told: Told, { language, zone }: Style): string {
  const lines = linesOf(told, language, zone).map(({ label, value }) => `> ${label}: ${value}`);
  const links = linksOf(told, language).map(({ text, url }) => `[${text}](${url})`);
  // two line ends: DingTalk joins lines that have one
  return [`**${titleOf(told, language)}**`, ...lines, ...links].join('\n\n');
}

/** As many deliveries as fit, at least the first, which is cut where it must be. */
function joined(
  all: readonly Told[],
  write: (told: Told) => string,
  between: string,
  most: number,
): { text: string; told: number } {
  let text = '';
  let told = 0;
  for (const one of all) {
    const longer = told === 0 ? cutBytes(write(one), most) : `${text}${between}${write(one)}`;
    if (Buffer.byteLength(longer) > most) break;
    text = longer;
    told += 1;
  }
  return { text, told };
}

function wecomCard(told: Told, url: string, { language, zone }: Style): Record<string, unknown> {
  // keys of 5 signs, values of 26, six of them: more is refused
  const short = ({ label, value }: Line) => ({
    keyname: [...label].slice(0, 5).join(''),
    value: [...value].slice(0, 26).join(''),
  });
  return {
    msgtype: 'template_card',
    template_card: {
      card_type: 'text_notice',
      main_title: { title: [...titleOf(told, language)].slice(0, 26).join('') },
      sub_title_text: [...titleOf(told, language)].slice(0, 112).join(''),
      horizontal_content_list: linesOf(told, language, zone).slice(0, 6).map(short),
      jump_list: linksOf(told, language).map((link) => ({
        type: 1,
        title: link.text.slice(0, 13),
        url: link.url,
      })),
      card_action: { type: 1, url },
    },
  };
}

function dingtalkCard(told: Told, style: Style): Record<string, unknown> {
  const { language } = style;
  const buttons = linksOf(told, language).map(({ text, url }) => ({ title: text, actionURL: url }));
  const title = titleOf(told, language);
  const text = [
    `### ${title}`,
    ...linesOf(told, language, style.zone).map(({ label, value }) => `- ${label}: ${value}`),
  ];
  return {
    msgtype: 'actionCard',
    actionCard: {
      title,
      text: cutBytes(text.join('\n'), MOST_BYTES.DINGTALK.MARKDOWN),
      btnOrientation: '0',
      btns: buttons,
    },
  };
}

function feishuCard(told: Told, style: Style): Record<string, unknown> {
  const { language } = style;
  const lines = linesOf(told, language, style.zone).map(({ label, value }) => `**${label}** ${value}`);
  const buttons = linksOf(told, language).map(({ text, url }, at) => ({
    tag: 'button',
    text: { tag: 'plain_text', content: text },
    url,
    type: at === 0 ? 'primary' : 'default',
  }));
  return {
    msg_type: 'interactive',
    card: {
      config: { wide_screen_mode: true },
      header: {
        title: { tag: 'plain_text', content: titleOf(told, language) },
        template: FEISHU_COLOURS[told.message.severity],
      },
      elements: [
        {
          tag: 'div',
          text: { tag: 'lark_md', content: cutBytes(lines.join('\n'), MOST_BYTES.FEISHU.MARKDOWN) },
        },
        ...(buttons.length === 0 ? [] : [{ tag: 'action', actions: buttons }]),
      ],
    },
  };
}

function cardOf(kind: RobotKind, told: Told, style: Style): Record<string, unknown> | null {
  if (kind === 'FEISHU') return feishuCard(told, style);
  // the others' cards are pressed somewhere: without a link there is none
  const [link] = linksOf(told, style.language);
  if (link === undefined) return null;
  return kind === 'WECOM' ? wecomCard(told, link.url, style) : dingtalkCard(told, style);
}

/** Feishu's rich text: a line is a list of pieces. */
function feishuPost(all: readonly Told[], style: Style): RobotMessage {
  const { text, told } = joined(all, (one) => textOf(one, style), '\n \n', MOST_BYTES.FEISHU.MARKDOWN);
  const [title = '', ...lines] = text.split('\n');
  const content = lines.map((line) => [{ tag: 'text', text: line }]);
  return { body: { msg_type: 'post', content: { post: { zh_cn: { title, content } } } }, told };
}

/** The body for a robot, within what it takes. A card holds one delivery; several become markdown. */
export function robotMessage(kind: RobotKind, all: readonly [Told, ...Told[]], style: Style): RobotMessage {
  const [first] = all;
  const card = style.format === 'CARD' && all.length === 1 ? cardOf(kind, first, style) : null;
  if (card !== null) return { body: card, told: 1 };
  const format = style.format === 'TEXT' ? 'TEXT' : 'MARKDOWN';
  if (kind === 'FEISHU' && format === 'MARKDOWN') return feishuPost(all, style);
  const write = (one: Told) => (format === 'TEXT' ? textOf(one, style) : markdownOf(one, style));
  const between = format === 'TEXT' ? '\n\n' : '\n\n---\n\n';
  const { text, told } = joined(all, write, between, MOST_BYTES[kind][format]);
  if (kind === 'FEISHU') return { body: { msg_type: 'text', content: { text } }, told };
  if (format === 'TEXT') return { body: { msgtype: 'text', text: { content: text } }, told };
  const markdown = kind === 'WECOM' ? { content: text } : { title: titleOf(first, style.language), text };
  return { body: { msgtype: 'markdown', markdown }, told };
}

/** Mail for one or several deliveries: the subject is one line, the most serious first. */
export function mailOf(all: readonly [Told, ...Told[]], style: Style): { subject: string; text: string } {
  const [first, ...others] = all;
  const more = others.length === 0 ? '' : ` (+${others.length})`;
  return {
    subject: `${titleOf(first, style.language)}${more}`,
    text: `${all.map((one) => textOf(one, style)).join('\n\n----\n\n')}\n`,
  };
}
