// Made by tests/js/declare.py of clientfit/page/wire; change it there.
declare namespace Wire {
  interface TodoCard {
    id: string;
    client: string;
    invented: string;
    text: string;
    why: string;
    button: string;
    step: string;
    letter: string;
    question: string;
  }
  interface ThisWeek {
    heading: string;
    cards: Array<TodoCard>;
    nothing: string;
  }
  interface ProfileWords {
    unknown: string;
    close: string;
  }
  interface Column {
    id: string;
    label: string;
  }
  interface Cell {
    text: string;
    sort: string | number;
    invented?: string;
    mark?: string;
  }
  interface Cells {
    name: Cell;
    reading: Cell;
    strain: Cell;
    income: Cell;
    late: Cell;
    rate: Cell;
    owed: Cell;
    changed: Cell;
  }
  interface MeasuredCells {
    income: Cell;
    late: Cell;
    rate: Cell;
  }
  interface TableClient {
    id: string;
    spoken: boolean;
    cells: Cells;
  }
  interface FindClient {
    label: string;
    counts: Array<string>;
  }
  interface Invented {
    text: string;
    remove: string;
  }
  interface TableRecords {
    label: string;
    progress: string;
    sending: string;
    reading: string;
    keeping: string;
    cancel: string;
    stopped: string;
    heard: HeardParts;
    kinds: LabelledLines;
    report: ImportReport | null;
    merging: Merging | null;
    myself: Myself;
    currency: Unchosen | null;
    heading: string;
    whose: WhoseNames | null;
  }
  interface AllClientsBody {
    kind: "all";
    heading: string;
    intro: string;
    week: ThisWeek | null;
    numbers: Numbers | null;
    profile: ProfileWords;
    every: string;
    columns: Array<Column>;
    sort: string;
    sort_by: string;
    rows: Array<TableClient>;
    find: FindClient;
    whatif: WhatIfPanel;
    add: string;
    sample: string;
    invented: Invented | null;
    free: NameOffer | null;
    import: TableRecords;
    save: string;
    sheet: string;
    bring: UploadWords;
  }
  interface TableRow {
    client: string;
    cells: Array<string>;
  }
  interface ChartTable {
    label: string;
    columns: Array<string>;
    rows: Array<TableRow>;
  }
  interface ChartGiven {
    what: string;
  }
  interface ChartOf {
    client: string;
  }
  interface ChartOption {
    label: string;
    title: string;
    said: string;
    given: ChartGiven;
  }
  interface ChartChoice {
    label: string;
    options: Array<ChartOption>;
  }
  interface TargetField {
    label: string;
    value: string;
    hint: string;
    button: string;
  }
  interface ChartFrame {
    id: string;
    title: string;
    label: string;
    height: number;
  }
  interface Chart {
    id: string;
    title: string;
    label: string;
    height: number;
    table: ChartTable;
    lines?: Array<string>;
    choice?: ChartChoice | null;
    target?: TargetField;
    given?: ChartGiven | ChartOf;
  }
  interface ChartLines {
    lines: Array<string>;
  }
  interface Finding {
    title: string;
  }
  interface NumbersSection {
    id: string;
    heading: string;
    chart: Chart | Finding;
  }
  interface CurrencyName {
    code: string;
    name: string;
  }
  interface CurrencyChoice {
    label: string;
    hint: string;
    shown: string;
    all: Array<CurrencyName>;
  }
  interface Numbers {
    heading: string;
    empty: string;
    warning: string;
    unnamed: string;
    currency: CurrencyChoice | null;
    sections: Array<NumbersSection>;
  }
  interface Profile {
    name: string;
    chart: Chart | null;
  }
  interface Promise {
    name: string;
    text: string;
  }
  interface NewClient {
    label: string;
    button: string;
    sample: string;
  }
  interface KnownClients {
    label: string;
    clients: Array<Named>;
  }
  interface NewClientBody {
    kind: "client";
    heading: string;
    intro: string;
    promises: Array<Promise>;
    new: NewClient;
    known: KnownClients;
  }
  interface Rename {
    label: string;
    button: string;
    value: string;
  }
  interface Deletion {
    button: string;
    sure: string;
    yes: string;
    no: string;
  }
  interface ClientRecords {
    label: string;
    progress: string;
    sending: string;
    reading: string;
    keeping: string;
    cancel: string;
    stopped: string;
    heard: HeardParts;
    kinds: LabelledLines;
    report: ImportReport | null;
    merging: Merging | null;
    myself: Myself;
    currency: Unchosen | null;
    heading: string;
    intro: string;
    linked: LinkedNames | null;
    whose: WhoseNames | null;
    offer: NameOffer | null;
  }
  interface ClientBody {
    kind: "client";
    heading: string;
    intro: string;
    rename: Rename;
    delete: Deletion;
    import: ClientRecords;
    sections: Array<Section>;
    next: ToStep;
    words: FormWords;
  }
  interface Choice {
    value: string;
    label: string;
  }
  interface TickedChoice {
    value: string;
    label: string;
    on: boolean;
  }
  interface CodeChoice {
    label: string;
    none: string;
    value: string;
    choices: Array<Choice>;
  }
  interface Unchosen {
    label: string;
    none: string;
    choices: Array<Choice>;
    button: string;
  }
  interface Entry {
    label: string;
    value: string;
  }
  interface ToStep {
    label: string;
    step: string;
  }
  interface Named {
    id: string;
    name: string;
  }
  interface Lines {
    heading: string;
    lines: Array<string>;
  }
  interface LabelledLines {
    label: string;
    lines: Array<string>;
  }
  interface BareBody {
    kind: string;
  }
  interface Cooling {
    heading: string;
    text: string;
    again: ToStep;
    on: string;
    label: string;
    value: number;
  }
  interface PlanDays {
    told: Entry;
    summary: string;
    note: string;
    country: CodeChoice;
  }
  interface PlanItem {
    id: string;
    name: string;
    do: string;
    due: string;
    needed: string;
    state: string;
    told: string;
  }
  interface PlanPhase {
    id: string;
    heading: string;
    closed: string;
    lines: Array<PlanItem>;
  }
  interface FeeTable {
    name: string;
    intro: string;
    columns: Array<string>;
    rows: Array<Array<string>>;
    below: Array<string>;
  }
  interface FeesSection {
    label: string;
    law: CodeChoice;
    rate: Entry;
    hint: string;
    unconfirmed: Array<string>;
    tables: Array<FeeTable>;
    disclaimer: string;
  }
  interface EvidenceNote {
    id: string;
    label: string;
    note: string;
  }
  interface Evidence {
    label: string;
    intro: string;
    notes: Array<EvidenceNote>;
    notes_label: string;
    redact: string;
    save: string;
  }
  interface Rant {
    heading: string;
    intro: string;
    label: string;
    burn: string;
    burnt: string;
  }
  interface EndingWords {
    done: string;
    waive: string;
    reason: string;
    keep: string;
    reopen: string;
    disclaimer: string;
  }
  interface PlanFiles {
    pdf: string;
    ics: string;
    md: string;
  }
  interface EndingBody {
    kind: "end";
    heading: string;
    intro: string;
    safe: string;
    cooling: Cooling | null;
    days: PlanDays;
    afford: string;
    advice: Array<string>;
    both: string;
    phases: Array<PlanPhase>;
    fees: FeesSection;
    evidence: Evidence;
    rant: Rant;
    words: EndingWords;
    save: PlanFiles;
    letter: ToStep;
    back: ToStep;
  }
  interface Field {
    id: string;
    asks: string;
    ask: string;
    why: string;
    unit: string;
    choices: Array<Choice>;
    unknown?: boolean;
    example?: string;
    optional?: string;
  }
  interface Section {
    id: string;
    heading: string;
    intro: string;
    fields: Array<Field>;
  }
  interface FieldValue {
    value: string | null;
    note: string;
    answered: boolean;
  }
  interface FieldRecord {
    text: string;
    level?: string;
    clash?: string;
  }
  interface FormWords {
    dont_know: string;
    why: string;
    note: string;
    note_label: string;
    note_hint: string;
    clear: string;
    amount: string;
    currency: string;
  }
  interface HeardParts {
    sending: Array<string>;
    reading: Array<string>;
  }
  interface UploadWords {
    label: string;
    progress: string;
    sending: string;
    reading: string;
    keeping: string;
    cancel: string;
    stopped: string;
    heard: HeardParts;
  }
  interface DateOption {
    day_first: boolean;
    label: string;
    examples: Array<string>;
  }
  interface DatesAsked {
    kind: "dates";
    ask: string;
    options: Array<DateOption>;
  }
  interface MeAsked {
    kind: "me";
    ask: string;
    authors: Array<TickedChoice>;
    none: string;
    keep: string;
  }
  interface ColumnRole {
    id: string;
    label: string;
    needed: string;
    guess: number | null;
  }
  interface RowSubject {
    id: string;
    label: string;
    roles: Array<ColumnRole>;
  }
  interface ColumnsAsked {
    kind: "columns";
    ask: string;
    intro: string;
    subject: string;
    subjects: Array<RowSubject>;
    none: string;
    header: Array<string>;
    rows: Array<Array<string>>;
    table: string;
    keep: string;
  }
  interface UnreadRows {
    rows: Array<Array<string>>;
    label?: string;
    columns?: Array<string>;
    more?: string;
  }
  interface ImportReport {
    heading: string;
    lines: Array<string>;
    unread: UnreadRows;
    doubts: Array<string>;
    choice: DatesAsked | MeAsked | ColumnsAsked | null;
    anew: string;
    leave: string;
    earlier: Array<Lines>;
    reading: string;
  }
  interface NameGroup {
    keys: Array<string>;
    names: Array<string>;
    yes: string;
    no: string;
  }
  interface Merging {
    heading: string;
    intro: string;
    groups: Array<NameGroup>;
    more: string;
  }
  interface WhoseNames {
    name: string;
    none: string;
    client: string;
    button: string;
    names: Array<Choice>;
    clients: Array<Choice>;
  }
  interface LinkedName {
    value: string;
    label: string;
    own: boolean;
  }
  interface LinkedNames {
    label: string;
    undo: string;
    names: Array<LinkedName>;
  }
  interface NameOffer {
    all: string;
    choose: string;
    names: Array<Choice>;
    some: string;
  }
  interface Importing {
    label: string;
    progress: string;
    sending: string;
    reading: string;
    keeping: string;
    cancel: string;
    stopped: string;
    heard: HeardParts;
    kinds: LabelledLines;
    report: ImportReport | null;
    merging: Merging | null;
    myself: Myself;
    currency: Unchosen | null;
  }
  type FileQuestion = DatesAsked | MeAsked | ColumnsAsked;
  interface LetterChoice {
    id: string;
    title: string;
    purpose: string;
    chosen: boolean;
    proposed: boolean;
  }
  interface LetterChoices {
    label: string;
    proposed: string;
    letters: Array<LetterChoice>;
  }
  interface LetterFile {
    what: string;
    label: string;
  }
  interface LetterWords {
    dont_know: string;
    why: string;
    note: string;
    note_label: string;
    note_hint: string;
    clear: string;
    amount: string;
    currency: string;
    subject: string;
    body: string;
    missing: string;
    faults: string;
    edited: string;
    anew: string;
    sure: string;
    replace: string;
    keep: string;
    copy: string;
    copied: string;
    lines: string;
    disclaimer: string;
    marks: string;
    no_marks: string;
    better: string;
    dismiss: string;
    dismissed: string;
  }
  interface LetterBody {
    kind: "letter";
    heading: string;
    purpose: string;
    intro: string;
    choose: LetterChoices;
    letter_id: string;
    script: boolean;
    fields: Array<Field>;
    words: LetterWords;
    save: Array<LetterFile>;
    back: ToStep;
  }
  interface LetterMark {
    key: string;
    start: number;
    end: number;
    text: string;
    what: string;
    why: string;
    better: string;
  }
  interface LetterText {
    subject: string;
    body: string;
    count: string;
  }
  interface LetterMarks {
    marks: Array<LetterMark>;
    waved: Array<string>;
  }
  interface LetterState {
    missing: Array<string>;
    faults: Array<string>;
    edited: boolean;
    subject?: string;
    body?: string;
    count?: string;
    marks?: Array<LetterMark>;
    waved?: Array<string>;
  }
  interface StepTab {
    id: string;
    label: string;
    ready: boolean;
  }
  interface Frame {
    lang: string;
    dir: string;
    title: string;
    label: string;
    step: string;
    letter: string | null;
    client: Named | null;
    about: string;
    saving: string;
    dismiss: string;
    too_long: string;
    steps: Array<StepTab>;
  }
  interface Live {
    answers?: Record<string, FieldValue>;
    saved?: string;
    records?: Record<string, FieldRecord>;
    progress?: AnswersDone;
    letter?: LetterState;
  }
  interface Views {
    frame: Frame;
    body: NewClientBody | ClientBody | SignsBody | ReadingBody | RepairBody | EndingBody | LetterBody | AllClientsBody | BareBody;
    live: Live;
  }
  type Body = NewClientBody | ClientBody | SignsBody | ReadingBody | RepairBody | EndingBody | LetterBody | AllClientsBody | BareBody;
  interface SharePart {
    id: string;
    share: number;
    text: string;
  }
  interface Shares {
    label: string;
    parts: Array<SharePart>;
  }
  interface Reasons {
    heading: string;
    lines: Array<string>;
    blocking: string;
    coalition: string;
  }
  interface NextQuestion {
    heading: string;
    question: string;
    label: string;
  }
  interface Gut {
    heading: string;
    line: string;
  }
  interface ClientNumbers {
    heading: string;
    client: string;
  }
  interface Way {
    label: string;
    step: string;
    first: boolean;
  }
  interface ReadingBody {
    kind: "reading";
    heading: string;
    empty: boolean;
    reading: string;
    name: string;
    meaning: string;
    yours: string;
    certainty: Lines;
    shares: Shares | null;
    reasons: Reasons;
    next: NextQuestion | null;
    change: Lines;
    gut: Gut;
    records: Lines;
    numbers: ClientNumbers | null;
    own: string;
    strain: string;
    trace: string;
    ways: Array<Way>;
    back: ToStep;
  }
  interface StepCard {
    id: string;
    name: string;
    do: string;
    say: string;
    better: string;
    letter: string;
    effect: string;
    by: string;
  }
  interface TriedStep {
    id: string;
    name: string;
    tried: string;
    review: string;
    told: string;
    response: string;
    outcome: string;
    note: string;
  }
  interface TriedSteps {
    heading: string;
    attempts: Array<TriedStep>;
  }
  interface ProposedSteps {
    heading: string;
    none: string;
    steps: Array<StepCard>;
  }
  interface OtherSteps {
    label: string;
    steps: Array<StepCard>;
  }
  interface Trend {
    heading: string;
    chart: Chart | null;
  }
  interface RepairWords {
    say: string;
    better: string;
    letter: string;
    tried: string;
    when: string;
    note: string;
    keep: string;
    response: string;
    outcome: string;
    forget: string;
    change: string;
    responses: Array<Choice>;
    outcomes: Array<Choice>;
    today: string;
  }
  interface RepairBody {
    kind: "repair";
    heading: string;
    intro: string;
    safe: string;
    due: TriedSteps;
    proposals: ProposedSteps;
    others: OtherSteps;
    tried: TriedSteps;
    trend: Trend;
    visits: string;
    words: RepairWords;
    end: ToStep;
    back: ToStep;
  }
  interface Days {
    label: string;
    choices: Array<TickedChoice>;
  }
  interface KeepText {
    label: string;
    on: boolean;
    why: string;
  }
  interface Myself {
    label: string;
    intro: string;
    from: Entry;
    to: Entry;
    days: Days;
    zone: Entry;
    country: CodeChoice;
    names: Entry;
    text: KeepText;
    save: string;
  }
  interface MoreSections {
    label: string;
    intro: string;
    sections: Array<Section>;
  }
  interface SignsBody {
    kind: "signs";
    heading: string;
    intro: string;
    hint: string;
    sections: Array<Section>;
    more: MoreSections;
    next: ToStep;
    words: FormWords;
  }
  interface AnswersDone {
    done: number;
    total: number;
    text: string;
  }
  interface WhatIfPanel {
    kind: string;
    heading: string;
    intro: string;
  }
  interface WhatIfWords {
    client: string;
    assumed: string;
    grounds: string;
    why: string;
    own: string;
    reset: string;
  }
  interface Tick {
    label: string;
    value: boolean;
  }
  interface ToldDay {
    label: string;
    value: string;
    low: string;
    high: string;
    outside: string;
    empty: string;
    hint: string;
  }
  interface Percent {
    label: string;
    value: number;
    high: number;
    shown: string;
  }
  interface WhatIfControls {
    leaves: Tick;
    told: ToldDay;
    replaced: Tick;
    percent: Percent;
    on_time: Tick;
  }
  interface SafeDay {
    ask?: string;
    text?: string;
    last?: string;
    use?: string;
    done?: string;
    value?: string;
  }
  interface AssumedField {
    id: string;
    asks: string;
    label: string;
    unit: string;
    value: string;
    low: number;
    high: number;
    why: string;
    own: boolean;
  }
  interface WhatIfEmpty {
    empty: string;
  }
  interface WhatIfAnswer {
    empty: string;
    client: string;
    clients: Array<Choice>;
    finding: string;
    more: Array<string>;
    guessed: string;
    controls: WhatIfControls;
    day: SafeDay;
    fields: Array<AssumedField>;
    grounds: Array<string>;
    chart: ChartFrame;
    table: ChartTable;
    words: WhatIfWords;
  }
  // What each kind of event is sent with.
  interface Events {
    hello: { zone?: string | null; step?: string | null; client?: string | null; letter?: string | null };
    look: { whole?: boolean };
    go: { step?: string; client?: string | null; letter?: string | null };
    new: {};
    add: { name: string };
    sample: {};
    remove_sample: {};
    rename: { client: string; name: string };
    delete: { client: string };
    add_names: { names?: Array<string> };
    join: { names?: Array<string> };
    keep_apart: { names?: Array<string> };
    link: { client: string; name: string };
    unlink: { name: string };
    answer: { client: string; field: string; value?: string | null };
    note: { client: string; field: string; value: string };
    clear: { client: string; field: string };
    slice: { name: string; size: number; offset: number; purpose: string; next?: boolean };
    work: {};
    stop: {};
    about_file: { day_first?: boolean | null; me?: Array<string> | null; subject?: "invoices" | "hours" | "messages" | null; columns?: Record<string, number> | null };
    pick_anew: {};
    leave_file: {};
    currency_is: { currency: string };
    currency: { currency: string };
    fact: { client: string; letter: string; field: string; value: string };
    words: { client: string; letter: string; subject: string; body: string };
    anew: { client: string; letter: string };
    dismiss: { client: string; letter: string; key: string; on?: boolean };
    try: { client: string; step: string; day: string; note: string };
    review: { client: string; attempt: string; outcome: "open" | "better" | "same"; note: string; response?: "well" | "mixed" | "badly" | "refused" | "silence" | null };
    forget: { client: string; attempt: string };
    cooled: { client: string };
    cooling: { client: string; days: number };
    tell_on: { client: string; day: string };
    mark: { client: string; item: string; state: "open" | "done" | "waived"; reason: string };
    law: { client: string; law: string };
    own_rate: { client: string; rate: string };
    country: { country: string };
    myself: { from: string; to: string; zone: string; country: string; days?: Array<string>; names?: Array<string>; keep_text?: boolean };
    target: { rate: string };
    assume: { name: string; value: string };
    assume_ours: {};
    download: { what: string; client?: string | null; letter?: string | null; notes?: Array<string>; redact?: Array<string> };
    library: {};
    whatif: { client?: string | null; leaves?: boolean; told?: string | null; percent: number; on_time?: boolean; replaced?: boolean; which_day?: boolean };
    figure: { client?: string | null; leaves?: boolean; told?: string | null; percent?: number; on_time?: boolean; replaced?: boolean; which_day?: boolean; chart: string; narrow?: boolean; what?: string | null };
    profile: { client: string };
  }
}
