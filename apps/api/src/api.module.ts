import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Catalogue, EventLog } from '@tracker/event-store';
import {
  Intake,
  LINE_LIMITS,
  Pumps,
  RecordEventsHandler,
  RecordingController,
  UPLOAD_LIMITS,
  type LineLimits,
} from '@tracker/recording';
import { Explanations, Moments, ReadingModule, ServedReadModels, ViewInterceptor } from '@tracker/reading';
import { DataSource } from 'typeorm';
import type { OpenDatabase } from '../../database';
import { features, readModels, rivalries, streams } from '../../features';
import { HealthController } from './health.controller';

/** The kernel's pieces that features and views rely on, one of each in a process. */
@Module({})
class KernelModule {
  static on(database: OpenDatabase, uploadLimits: LineLimits): DynamicModule {
    const log = new EventLog(database.log);
    const catalogue = new Catalogue(streams);
    const providers: Provider[] = [
      { provide: DataSource, useValue: database.questions },
      { provide: EventLog, useValue: log },
      { provide: Catalogue, useValue: catalogue },
      { provide: Pumps, useValue: new Pumps(log, catalogue) },
      { provide: UPLOAD_LIMITS, useValue: uploadLimits },
      { provide: Intake, useValue: new Intake(catalogue) },
      { provide: Moments, useValue: new Moments(database.questions, log) },
      { provide: Explanations, useValue: new Explanations(database.questions, log, catalogue, rivalries) },
      { provide: ServedReadModels, useValue: new ServedReadModels(readModels) },
      ViewInterceptor,
    ];
    return { module: KernelModule, global: true, providers, exports: providers };
  }
}

/** The HTTP service: recording, the log, every feature and every view. */
@Module({})
export class ApiModule {
  static on(database: OpenDatabase, uploadLimits: LineLimits = LINE_LIMITS): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        CqrsModule.forRoot(),
        KernelModule.on(database, uploadLimits),
        ReadingModule,
        ...features.map(({ module }) => module),
      ],
      controllers: [RecordingController, HealthController],
      providers: [RecordEventsHandler],
    };
  }
}
