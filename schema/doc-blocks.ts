import Type from 'typebox';
import { Compile } from 'typebox/compile';

// What the tests of the documents read out of a page: its fenced blocks by their info string.

export interface DocBlock {
  /** `docs/graph.md:12`: the line that it begins at. */
  where: string;
  /** What stands behind the opening fence: `graphql`, `json variables`, `mqtt` … */
  info: string;
  body: string;
}

/** Fenced blocks in order. */
export function docBlocks({ name, text }: { name: string; text: string }): DocBlock[] {
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    where: `${name}:${text.slice(0, match.index).split('\n').length}`,
    info: match[1]?.trim() ?? '',
    body: match[2] ?? '',
  }));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws when the text is no JSON object */
export function parsedRecord(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('not a JSON object');
  return value;
}

/** `$NAMES` put in, as the page's own `ask` does. @throws naming one that is not set */
export function filled(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$([A-Z_]+)/g, (_all, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`$${name} is not set by then`);
    return value;
  });
}

/** A step of a `json steps` block: an operation of the last GraphQL block, and whose token asks it. */
export interface DocStep {
  as: string;
  run: string;
  input: Record<string, unknown>;
}

const steps = Compile(
  Type.Array(
    Type.Object({
      as: Type.String(),
      run: Type.String(),
      input: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
);

/** @throws when the text is no list of steps */
export function parsedSteps(text: string): DocStep[] {
  return steps.Parse(JSON.parse(text));
}

/** The GraphQL that shell blocks hold, in `-d '{"query": …}'` and in here-documents, in order. */
export function queriesInShell(body: string): string[] {
  const posted = [...body.matchAll(/-d '(\{[\s\S]*?\})'(?=\s|$)/g)].map((match) =>
    String(parsedRecord(match[1] ?? '').query),
  );
  const saved = [...body.matchAll(/<<'END'\n([\s\S]*?)^END$/gm)].map((match) => match[1] ?? '');
  return [...posted, ...saved];
}

/** What shell blocks publish: `mosquitto_pub … -t <topic> … -m '<payload>'`. */
export function framesInShell(body: string): { topic: string; payload: string }[] {
  return [...body.matchAll(/^mosquitto_pub [\s\S]*?-t (\S+)[\s\S]*?-m (?:'([^']*)'|(\S+))/gm)].map(
    (match) => ({
      topic: match[1] ?? '',
      payload: match[2] ?? match[3] ?? '',
    }),
  );
}
