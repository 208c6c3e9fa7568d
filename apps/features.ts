import { actors } from '@tracker/actors';
import { agenda } from '@tracker/agenda';
import { agreements } from '@tracker/agreements';
import { aid } from '@tracker/aid';
import { assessments } from '@tracker/assessments';
import { attacks } from '@tracker/attacks';
import { conflicts } from '@tracker/conflicts';
import { map } from '@tracker/map';
import { measures } from '@tracker/measures';
import { meetings } from '@tracker/meetings';
import { places } from '@tracker/places';
import type { Feature } from '@tracker/projections';
import { findingsModel, namesModel, reviewsModel, tiesModel } from '@tracker/reading';
import { regions } from '@tracker/regions';
import { review } from '@tracker/review';
import { series } from '@tracker/series';
import { sources } from '@tracker/sources';
import { statements } from '@tracker/statements';
import { status } from '@tracker/status';
import { territory } from '@tracker/territory';
import { timeline } from '@tracker/timeline';

const recording: readonly Feature[] = [
  conflicts,
  actors,
  places,
  sources,
  meetings,
  statements,
  attacks,
  agreements,
  measures,
  territory,
  aid,
  series,
  assessments,
];

/** Every kind of stream. */
export const streams = recording.flatMap((feature) => feature.streams);

/** Every feature and view of the service; a new one is added here and nowhere else. */
export const features: readonly Feature[] = [
  ...recording,
  review,
  agenda,
  status,
  timeline(streams),
  map(streams),
  regions,
];

/** Every read model, those of the kernel first. */
export const readModels = [
  namesModel(streams),
  reviewsModel(streams),
  tiesModel(streams),
  findingsModel(streams),
  ...features.flatMap((feature) => feature.readModels),
];
