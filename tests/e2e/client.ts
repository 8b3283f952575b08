import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { inTheDark } from './dark.ts';
import { until } from './until.ts';

const screenshots = fileURLToPath(new URL('../../screenshots/', import.meta.url));

type Size = 'full' | 'phone' | 'dark';

/** At full width, as wide as a phone shows it, and in the dark. */
export const everyWay: readonly Size[] = ['full', 'phone', 'dark'];

/**
 * A persona's Playground in a browser. Whatever is behind another page is drawn a few times a minute only, so whoever acts
 * comes to the front.
 */
export interface Client {
  page: Page;
  /** Every card in the conversation that is shown, oldest first. */
  cards: Locator;
  /** The newest card that holds these words. */
  card(words: string | RegExp): Locator;
  /** Writes in the chat. */
  say(text: string): Promise<void>;
  /** Goes to another conversation of the list on the left. */
  go(conversation: RegExp): Promise<void>;
  /** Chooses one of a list that is folded away. */
  choose(card: Locator, label: string | RegExp, option: string | RegExp): Promise<void>;
  /** Leaves pictures of a card: at full width and as wide as a phone shows it, unless others are wanted. */
  shoot(name: string, card: Locator, sizes?: readonly Size[]): Promise<void>;
}

export async function openClient(context: BrowserContext, address: string): Promise<Client> {
  const page = await context.newPage();
  await page.goto(address);
  await page.addStyleTag({ content: narrowCards });
  const cards = page.locator('.ac-adaptiveCard');
  return {
    page,
    cards,
    card: (words) => cards.filter({ hasText: words }).last(),
    async say(text) {
      await page.bringToFront();
      const box = page.locator('[role=textbox][contenteditable=true]');
      await box.click();
      await box.pressSequentially(text);
      await box.press('Enter');
      await until('the message has gone', async () => (await box.innerText()).trim() === '');
    },
    async go(conversation) {
      await page.bringToFront();
      await page.getByRole('treeitem', { name: conversation }).click();
    },
    async choose(card, label, option) {
      await card.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option }).first().click();
    },
    shoot: (name, card, sizes = ['full', 'phone']) => shootCard(page, name, card, sizes),
  };
}

/** A little more than a phone's 390 px: room for what the Playground leaves free on the left of a card. */
const narrow = 480;

/** The Playground keeps its cards wide on a narrow screen; Teams makes them as narrow as a phone. */
const narrowCards = `@media (max-width: ${narrow}px) {
  :has(> .ac-preview-panel) { width: 358px !important; min-width: 0 !important; max-width: 358px !important; }
}`;

async function shootCard(page: Page, name: string, card: Locator, sizes: readonly Size[]): Promise<void> {
  await mkdir(screenshots, { recursive: true });
  await page.bringToFront();
  const before = page.viewportSize() ?? { width: 1280, height: 1000 };
  for (const size of sizes) {
    const width = size === 'phone' ? narrow : before.width;
    await page.setViewportSize({ width, height: before.height });
    // The chat scrolls in a box of its own: the whole card is seen only where the window is tall enough.
    const { height } = (await card.boundingBox()) ?? before;
    await page.setViewportSize({ width, height: Math.ceil(height) + 400 });
    await card.scrollIntoViewIfNeeded();
    // What the mouse happens to lie on looks otherwise.
    await page.mouse.move(0, 0);
    const shot = () => card.screenshot({ path: `${screenshots}${name}-${size}.png` });
    await (size === 'dark' ? inTheDark(page, card, shot) : shot());
  }
  await page.setViewportSize(before);
  await settled(card);
}

/**
 * Waits until a card is drawn no more. What was done is drawn again behind its answer, and for another width the Playground
 * starts from what was sent: what is typed or ticked before that is gone.
 */
export async function settled(card: Locator): Promise<void> {
  let last: string | null = '';
  await until('the card stays as it is', async () => {
    const now = await card.locator('[id]').first().getAttribute('id');
    const isSame = now === last;
    last = now;
    await pause(isSame ? 0 : 250);
    return isSame;
  });
}
