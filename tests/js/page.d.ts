// What the script's parts give each other; what comes over the wire is in wire.d.ts.

// What Python answers to an event: what was wrong, or what was asked for.
interface Answer {
  ack?: string;
  faults?: string[];
  notice?: string;
  progress?: { done: number; size: number; state: string };
  file?: { name: string; kind: string };
  figure?: any;
  whatif?: any;
  profile?: Wire.Profile;
  data?: any;
}

// What every step is given, besides what it shows.
interface App {
  client(): string | null;
  live(): Wire.Live;
  has(step: string): boolean;
  post<K extends keyof Wire.Events>(kind: K, fields?: Wire.Events[K], buffers?: ArrayBuffer[], quiet?: boolean): Promise<Answer>;
  keep<K extends keyof Wire.Events>(kind: K, fields?: Wire.Events[K], buffers?: ArrayBuffer[], quiet?: boolean): Promise<Answer>;
  ask<K extends keyof Wire.Events>(kind: K, fields?: Wire.Events[K], buffers?: ArrayBuffer[], quiet?: boolean): Promise<Answer>;
  go(step: string, about?: { client?: string | null; wish?: string | null }): Promise<Answer>;
  tell(faults: string[]): void;
  lang(): string;
  busy(words: string): void;
  controls: Map<string, { element: HTMLElement; name(text: string): void }>;
  asked: Wire.Events["whatif"];
  whatIf?: WhatIfPanel;
  whatIfOpen: boolean;
  folds: Map<string, boolean>;
  letter(letter: string, client: string | null): Promise<Answer>;
  toClient(place: { step: string; client: string; letter: string; question: string }): Promise<Answer>;
  open(client: string): Promise<Answer>;
  onBusy(heard: (text: string) => void): void;
}

interface WhatIfPanel {
  element: HTMLDetailsElement;
  focus(): void;
  about(client: string): void;
  refresh(): void;
}

// A step on the stage.
interface Shown {
  nodes: (Node | string)[];
  focus(field?: string): void;
  update(live: Wire.Live): void;
  change?(body: any): void;
}

// Our own page holds its line to the server, and says whose the address is.
interface Connection {
  suspect(): void;
  addressOf?: Element | null;
}

interface Window {
  clientfitConnection?: Connection;
  Plotly?: any;
}
