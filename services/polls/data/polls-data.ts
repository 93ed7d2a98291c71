import type { Queries } from '@chartwright/kit/database/queries';
import { AdminLog } from './admin-log';
import { Polls } from './polls';
import { QuestionList } from './question-list';
import { Questions } from './questions';
import { Sessions } from './sessions';
import { Staff } from './staff';

/** All that is in the database, as one request sees it. */
export class PollsData {
  readonly polls: Polls;
  readonly questions: Questions;
  readonly list: QuestionList;
  readonly staff: Staff;
  readonly sessions: Sessions;
  readonly log: AdminLog;

  constructor(queries: Queries) {
    this.polls = new Polls(queries);
    this.questions = new Questions(queries);
    this.list = new QuestionList(queries);
    this.staff = new Staff(queries);
    this.sessions = new Sessions(queries);
    this.log = new AdminLog(queries);
  }
}
