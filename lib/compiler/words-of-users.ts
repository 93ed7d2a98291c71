/** Two constructs with one id, as the constructs library says it. */
const COLLISION = /^There is already a Construct with name /;

/** What a chart says in its place: the names of constructs are none of its values. */
export const TWICE = 'two objects would have the same name: the items of a list that they are made for have to differ';

/** What is said where values are refused: words of libraries in those of the chart's user. */
export const inWordsOfUsers = (message: string): string => (COLLISION.test(message) ? TWICE : message);
