export interface SampleQuestion {
  readonly question: string;
  readonly publishedAt?: string;
  readonly choices: readonly string[];
}

/** Something to look at on a new installation. */
export const sampleQuestions: readonly SampleQuestion[] = [
  { question: 'What’s new?', choices: ['Not much', 'The sky', 'Just hacking again'] },
  {
    question: 'Where should the team meet next?',
    choices: ['By the sea', 'In the mountains', 'In the city', 'Online'],
  },
  { question: 'Tabs or spaces?', choices: ['Tabs', 'Spaces', 'Whatever the formatter says'] },
  { question: 'When do you deploy?', choices: ['On every merge', 'Once a day', 'Once a week', 'Never on a Friday'] },
];
