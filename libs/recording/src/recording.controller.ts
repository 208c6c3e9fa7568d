import { Controller, HttpCode, Inject, Param, Post, Req, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { UnknownConflictError } from '@tracker/event-store';
import { isConflictId } from '@tracker/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { BulkUpload } from './bulk-upload';
import { Intake } from './intake';
import { Pumps } from './pumps';
import type { LineLimits } from './line-reader';
import { ApiOpenConflict, ApiRecordEvents } from './recording.openapi';
import { readArray, readOne, readOpening, type RecordingHeaders } from './recording-request';
import { RecordEvents } from './record-events.command';
import { InvalidRecordingRequestError } from './recording.errors';
import type { Recorded } from './submission';

/** Who records, until credentials say so. */
const RECORDED_BY = 'local';

/** Injects the limits of uploads (LineLimits). */
export const UPLOAD_LIMITS = Symbol('UPLOAD_LIMITS');

/** The only way in: every event of every type is submitted here. */
@Controller('v1/conflicts')
export class RecordingController {
  constructor(
    private readonly intake: Intake,
    private readonly commands: CommandBus,
    private readonly pumps: Pumps,
    @Inject(UPLOAD_LIMITS) private readonly limits: LineLimits,
  ) {}

  @Post()
  @ApiOpenConflict()
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    refuseParameters(request.query);
    const { conflict, events, precondition } = readOpening(this.intake, jsonBody(request), headersOf(request));
    const recorded = await this.commands.execute(new RecordEvents(conflict, events, precondition));
    answerOne(reply, recorded, `/v1/conflicts/${conflict}`);
  }

  @Post(':conflict/events')
  @HttpCode(201)
  @ApiRecordEvents()
  async record(
    @Param('conflict') conflict: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A name that is no id can never be that of an open conflict, whatever the first event says.
    if (!isConflictId(conflict)) throw new UnknownConflictError(conflict);
    const headers = headersOf(request);
    if (request.body instanceof Readable) {
      await this.upload(conflict, request, reply, headers);
      return;
    }
    refuseParameters(request.query);
    const body = jsonBody(request);
    if (beginsArray(body)) {
      const recorded = await this.commands.execute(
        new RecordEvents(conflict, readArray(this.intake, conflict, body, headers)),
      );
      answerMany(reply, recorded);
    } else {
      const { event, precondition } = readOne(this.intake, conflict, body, headers);
      const recorded = await this.commands.execute(new RecordEvents(conflict, [event], precondition));
      answerOne(reply, recorded, `/v1/conflicts/${conflict}/events/${recorded.receipts[0]!.id}`);
    }
  }

  private async upload(
    conflict: string,
    request: FastifyRequest,
    reply: FastifyReply,
    headers: RecordingHeaders,
  ): Promise<void> {
    const { answers, ...others } = request.query as { readonly answers?: string };
    refuseParameters(others, 'answers=all');
    if (answers !== undefined && answers !== 'all')
      throw new InvalidRecordingRequestError('Query parameter answers', answers, '"all", or nothing');
    const upload = new BulkUpload(this.intake, this.commands, this.pumps, {
      conflict,
      recordedBy: headers.recordedBy,
      idempotencyKey: headers.idempotencyKey,
      answerAll: answers === 'all',
      limits: this.limits,
    });
    const body = request.body as Readable;
    const answer = Readable.from(upload.answer(body));
    // What is left of a stalled or refused upload is not waited for, once the answer is out to its last byte.
    reply.raw.once('finish', () => body.destroy());
    await reply.status(200).header('content-type', 'application/x-ndjson').send(answer);
  }
}

/** Written out, because the pipe that checks the questions of views costs as much as recording an event. */
function refuseParameters(parameters: unknown, expected = 'none'): void {
  const [unknown] = Object.keys(parameters as object);
  if (unknown !== undefined) throw new InvalidRecordingRequestError('Query parameters', unknown, expected);
}

/** The body's bytes, if it is JSON; parsers of other types exist for other routes. */
function jsonBody(request: FastifyRequest): Buffer {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' || !Buffer.isBuffer(request.body)) throw new UnsupportedMediaTypeException();
  return request.body;
}

function headersOf(request: FastifyRequest): RecordingHeaders {
  const { headers } = request;
  return {
    recordedBy: RECORDED_BY,
    idempotencyKey: headers['idempotency-key'] as string | undefined,
    ifMatch: headers['if-match'],
    ifNoneMatch: headers['if-none-match'],
  };
}

function answerOne(reply: FastifyReply, recorded: Recorded, location: string): void {
  const receipt = recorded.receipts[0]!;
  if (recorded.replayed) void reply.header('idempotency-replayed', 'true');
  void reply
    .status(recorded.replayed ? 200 : 201)
    .header('location', location)
    .header('etag', `"${receipt.version}"`)
    .header('log-position', String(receipt.position))
    .send(receipt);
}

function answerMany(reply: FastifyReply, recorded: Recorded): void {
  if (recorded.replayed) void reply.header('idempotency-replayed', 'true');
  const last = recorded.receipts.at(-1)?.position;
  if (last !== undefined) void reply.header('log-position', String(last));
  void reply.status(recorded.replayed ? 200 : 201).send(recorded.receipts);
}

function beginsArray(body: Buffer): boolean {
  for (const byte of body) {
    if (byte === 0x5b) return true;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return false;
  }
  return false;
}
