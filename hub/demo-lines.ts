import type { DemoStory } from './demo-stories.ts';

/**
 * Lines of stories that may be told side by side, about equally long: each in the order given, and what joins another in
 * the line of that one, after it.
 */
export function linesOf(stories: readonly DemoStory[], count: number): DemoStory[][] {
  const lines = Array.from({ length: count }, (): { stories: DemoStory[]; steps: number } => ({
    stories: [],
    steps: 0,
  }));
  for (const story of stories) {
    const parents = story.steps.flatMap(({ into }) => into ?? []);
    const own = lines.find((line) => line.stories.some(({ key }) => parents.includes(key)));
    const line = own ?? lines.toSorted((a, b) => a.steps - b.steps)[0];
    line?.stories.push(story);
    if (line !== undefined) line.steps += 1 + story.steps.length;
  }
  return lines.map((line) => line.stories);
}
