import type { CardScope, FormButton } from './parts.ts';

/** What a lead checks before a round opens: one thing each, what is found, and the particulars folded away. */
export interface ReadySection {
  /** Unique on the card. */
  id: string;
  heading: string;
  line: string;
  /** Nothing about it needs a second look. */
  fine: boolean;
  items: string[];
}

export interface ReadyView {
  scope: CardScope;
  notice?: string;
  title: string;
  about: string;
  sections: ReadySection[];
  /** For whoever has never met the bot: a text to forward. */
  forward?: string;
  /** 1-based; of the particulars. */
  page: number;
  buttons: FormButton[];
}
