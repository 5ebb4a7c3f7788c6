/** What a person is told about an error: what happened, what is safe, what to do next. */
export interface ErrorWords {
  readonly what: string;
  readonly safe: string;
  readonly next: string;
}
