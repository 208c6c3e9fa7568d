import { resolve } from 'node:path';
import { configVariables, readApiConfig } from './api.config';

describe('the configuration of the API', () => {
  it('needs nothing', () => {
    expect(readApiConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: null,
      sample: 'on',
      projector: 'on',
      logLevel: 'log',
    });
    expect(readApiConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readApiConfig({}));
  });

  it('takes what is set', () => {
    const environment = {
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'postgres://ana@db/tracker',
      SAMPLE: 'off',
      LOG_LEVEL: 'error',
    };
    expect(readApiConfig(environment)).toMatchObject({
      port: 8080,
      host: '0.0.0.0',
      databaseUrl: 'postgres://ana@db/tracker',
      sample: 'off',
      logLevel: 'error',
    });
  });

  it.each([
    [{ PORT: '65536' }, 'PORT: found "65536", expected a whole number from 0 to 65535.'],
    [{ PORT: '3000.5' }, 'PORT: found "3000.5", expected a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT: found "-1", expected a whole number from 0 to 65535.'],
    [{ HOST: 'my host' }, 'HOST: found "my host", expected an address or host name.'],
    [{ SAMPLE: 'no' }, 'SAMPLE: found "no", expected one of on, off.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: found "loud", expected one of fatal, error, warn, log, debug, verbose.'],
    [{ DATABASE_URL: 'db' }, 'DATABASE_URL: it is no URL, expected postgres://user:password@host:port/database.'],
  ])('refuses %o and says what was expected', (environment, message) => {
    expect(() => readApiConfig(environment)).toThrow(message);
  });

  it('names all that is wrong at once, and shows no password', () => {
    const read = () => readApiConfig({ PORT: 'http', SAMPLE: 'no', DATABASE_URL: 'mysql://ana:secret@db/tracker' });
    expect(read).toThrow(/PORT: .*\n.*DATABASE_URL: .*\n.*SAMPLE: /);
    expect(read).not.toThrow(/secret/);
  });

  it.each(['0.0.0.0', '192.168.1.7', '::', 'example.org', '127.example.org'])(
    'refuses to serve %s from the embedded database, which asks nobody who they are',
    (host) => {
      expect(() => readApiConfig({ HOST: host })).toThrow(
        `HOST: found "${host}", expected 127.0.0.1, ::1 or localhost`,
      );
      expect(readApiConfig({ HOST: host, DATABASE_URL: 'postgres://db/tracker' }).host).toBe(host);
    },
  );

  it('has a unit and an explanation for every variable', () => {
    for (const { name, unit, description } of configVariables) {
      expect(name).toMatch(/^[A-Z_]+$/);
      expect(unit).not.toBe('');
      expect(description).toMatch(/\.$/);
    }
  });
});
