import { checkpointInWorker, checkpointJob } from '../exchange/import-pool.ts';
import { stageImport, stageImportJob } from '../exchange/stage.ts';
import { readFile, readFileJob } from '../formats/read-file.ts';
import { drawReview, drawReviewJob } from '../reviews/draw-review.ts';
import { jobEntry, serveJobs } from './entries.ts';

// Entry of the engine's worker threads: the list of all jobs, as the router is the list of all procedures.
serveJobs([
  jobEntry(readFileJob, readFile),
  jobEntry(stageImportJob, stageImport),
  jobEntry(checkpointJob, checkpointInWorker),
  jobEntry(drawReviewJob, drawReview),
]);
