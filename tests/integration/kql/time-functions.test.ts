import { describe, expect, it } from 'vitest';
import { faultOf, now, questionsOver } from '../../support/kql.ts';
import { tryEach } from '../../support/kql-values.ts';

const questions = questionsOver(() => {});

describe('now', () => {
  tryEach(questions, [
    ['now()', now],
    ['now(1h)', '2026-03-02T13:00:00.000Z'],
    ['now(-2d)', '2026-02-28T12:00:00.000Z'],
    ['ago(1d)', '2026-03-01T12:00:00.000Z'],
    ['ago(90m)', '2026-03-02T10:30:00.000Z'],
    ['ago(-1h)', '2026-03-02T13:00:00.000Z'],
    ['ago(timespan(null))', null],
    ['ago(1000000d)', null],
    ['now() - ago(36h)', '1.12:00:00'],
    ['datetime(now) == now()', true],
  ]);
});

describe('periods', () => {
  // The second of March 2026 is a Monday; weeks begin on Sunday
  tryEach(questions, [
    ['startofday(datetime(2026-03-02 12:34:56))', '2026-03-02T00:00:00.000Z'],
    ['startofday(datetime(2026-03-02 12:34:56), -1)', '2026-03-01T00:00:00.000Z'],
    ['startofday(datetime(1969-12-31 23:00))', '1969-12-31T00:00:00.000Z'],
    ['endofday(datetime(2026-03-02 12:34:56))', '2026-03-02T23:59:59.999Z'],
    ['endofday(datetime(2026-03-02), 1)', '2026-03-03T23:59:59.999Z'],
    ['startofweek(datetime(2026-03-02 12:34))', '2026-03-01T00:00:00.000Z'],
    ['startofweek(datetime(2026-03-01))', '2026-03-01T00:00:00.000Z'],
    ['startofweek(datetime(2026-02-28), 1)', '2026-03-01T00:00:00.000Z'],
    ['endofweek(datetime(2026-03-02))', '2026-03-07T23:59:59.999Z'],
    ['startofmonth(datetime(2026-03-17), 0)', '2026-03-01T00:00:00.000Z'],
    ['startofmonth(datetime(2026-01-17), -1)', '2025-12-01T00:00:00.000Z'],
    ['endofmonth(datetime(2024-02-10))', '2024-02-29T23:59:59.999Z'],
    ['endofmonth(datetime(2025-12-31), 2)', '2026-02-28T23:59:59.999Z'],
    ['startofyear(datetime(2026-03-17))', '2026-01-01T00:00:00.000Z'],
    ['endofyear(datetime(2026-03-17), -1)', '2025-12-31T23:59:59.999Z'],
    ['endofyear(datetime(9999-06-01))', '9999-12-31T23:59:59.999Z'],
    ['startofyear(datetime(9999-06-01), 1)', null],
    ['startofday(datetime(null))', null],
  ]);
});

describe('parts', () => {
  tryEach(questions, [
    ['dayofweek(datetime(2026-03-01))', '00:00:00'],
    ['dayofweek(datetime(2026-03-02 12:00))', '1.00:00:00'],
    ['dayofweek(datetime(1969-12-27 23:59))', '6.00:00:00'],
    ['dayofmonth(datetime(2026-03-17))', 17],
    ['dayofyear(datetime(2024-12-31))', 366],
    ['hourofday(datetime(2026-03-02 23:59))', 23],
    ['getyear(datetime(2026-03-02))', 2026],
    ['getmonth(datetime(2026-03-02))', 3],
    ['monthofyear(datetime(2026-12-02))', 12],
    ['getyear(datetime(null))', null],
    // ISO 8601: the first week is that of the year's first Thursday
    ['week_of_year(datetime(2020-12-31))', 53],
    ['week_of_year(datetime(2021-01-03))', 53],
    ['week_of_year(datetime(2021-01-04))', 1],
    ['week_of_year(datetime(2018-12-31))', 1],
    ['week_of_year(datetime(2000-01-01))', 52],
    ['datetime_part("year", datetime(2017-10-30 01:02:03.765))', 2017],
    ['datetime_part("Quarter", datetime(2017-10-30))', 4],
    ['datetime_part("month", datetime(2017-10-30))', 10],
    ['datetime_part("week_of_year", datetime(2017-10-30))', 44],
    ['datetime_part("day", datetime(2017-10-30))', 30],
    ['datetime_part("dayOfYear", datetime(2017-10-30))', 303],
    ['datetime_part("hour", datetime(2017-10-30 01:02:03))', 1],
    ['datetime_part("minute", datetime(2017-10-30 01:02:03))', 2],
    ['datetime_part("second", datetime(2017-10-30 01:02:03))', 3],
    ['datetime_part("millisecond", datetime(2017-10-30 01:02:03.765))', 765],
    ['datetime_part("microsecond", datetime(2017-10-30 01:02:03.765))', 765_000],
    ['datetime_part("nanosecond", datetime(2017-10-30 01:02:03.765))', 765_000_000],
  ]);
});

describe('sums and differences', () => {
  tryEach(questions, [
    ['datetime_add("year", 1, datetime(2024-02-29))', '2025-02-28T00:00:00.000Z'],
    ['datetime_add("quarter", -1, datetime(2024-05-31 06:00))', '2024-02-29T06:00:00.000Z'],
    ['datetime_add("month", 1, datetime(2024-01-31))', '2024-02-29T00:00:00.000Z'],
    ['datetime_add("week", 2, datetime(2024-01-01))', '2024-01-15T00:00:00.000Z'],
    ['datetime_add("day", -1, datetime(2024-03-01))', '2024-02-29T00:00:00.000Z'],
    ['datetime_add("hour", 25, datetime(2024-01-01))', '2024-01-02T01:00:00.000Z'],
    ['datetime_add("minute", 90, datetime(2024-01-01))', '2024-01-01T01:30:00.000Z'],
    ['datetime_add("second", -1, datetime(2024-01-01))', '2023-12-31T23:59:59.000Z'],
    ['datetime_add("millisecond", 5, datetime(2024-01-01))', '2024-01-01T00:00:00.005Z'],
    ['datetime_add("year", 8000, datetime(2024-01-01))', null],
    ['datetime_diff("year", datetime(2017-01-01), datetime(2000-12-31))', 17],
    ['datetime_diff("quarter", datetime(2017-07-01), datetime(2017-03-30))', 2],
    ['datetime_diff("month", datetime(2017-01-01), datetime(2015-12-30))', 13],
    ['datetime_diff("week", datetime(2017-10-29), datetime(2017-09-30 23:59))', 5],
    ['datetime_diff("day", datetime(2017-10-29), datetime(2017-09-30 23:59))', 29],
    ['datetime_diff("hour", datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))', 2],
    ['datetime_diff("minute", datetime(2017-10-30 23:05:01), datetime(2017-10-30 23:00:59))', 5],
    ['datetime_diff("second", datetime(2017-10-30 23:00:10.1), datetime(2017-10-30 23:00:00.9))', 10],
    ['datetime_diff("millisecond", datetime(2024-01-01), datetime(2024-01-01 00:00:00.250))', -250],
    ['datetime_diff("day", datetime(1969-12-31), datetime(1970-01-02))', -2],
    ['datetime_diff("day", datetime(null), datetime(1970-01-02))', null],
    ['make_datetime(2024, 2, 29)', '2024-02-29T00:00:00.000Z'],
    ['make_datetime(2024, 2, 30)', null],
    ['make_datetime(2024, 13, 1)', null],
    ['make_datetime(2024, 2, 29, 12, 10)', '2024-02-29T12:10:00.000Z'],
    ['make_datetime(2024, 2, 29, 12, 10, 1.25)', '2024-02-29T12:10:01.250Z'],
    ['make_datetime(2024, 2, 29, 24, 0)', null],
    ['make_timespan(1, 30)', '01:30:00'],
    ['make_timespan(1, 30, 1)', '01:30:01'],
    ['make_timespan(2, 1, 30, 55)', '2.01:30:55'],
    ['make_timespan(24, 0)', null],
    ['unixtime_seconds_todatetime(1700000000)', '2023-11-14T22:13:20.000Z'],
    ['unixtime_milliseconds_todatetime(1700000000123)', '2023-11-14T22:13:20.123Z'],
    ['unixtime_microseconds_todatetime(1700000000123456)', '2023-11-14T22:13:20.123Z'],
    ['unixtime_nanoseconds_todatetime(1700000000000000000)', '2023-11-14T22:13:20.000Z'],
    ['unixtime_seconds_todatetime(-1)', '1969-12-31T23:59:59.000Z'],
    ['unixtime_seconds_todatetime(1e15)', null],
  ]);
});

describe('formats', () => {
  tryEach(questions, [
    ['format_datetime(datetime(2017-01-29 09:00:05), "yy-MM-dd [HH:mm:ss]")', '17-01-29 [09:00:05]'],
    ['format_datetime(datetime(2017-01-29 09:00:05), "yyyy-M-dd [H:mm:ss]")', '2017-1-29 [9:00:05]'],
    ['format_datetime(datetime(2017-01-29 21:00:05), "h:mm tt")', '9:00 PM'],
    ['format_datetime(datetime(2017-01-29 00:00:05), "hh tt")', '12 AM'],
    ['format_datetime(datetime(2017-01-09 09:08:07.065), "d/M/y H_m,s.f ff fff")', '9/1/17 9_8,7.0 06 065'],
    ['format_datetime(datetime(2017-01-09 09:08:07.060), "ss.FFF")', '07.06'],
    ['format_datetime(datetime(2017-01-09 09:08:07), "ss.FFF")', '07.'],
    ['format_datetime(datetime(2017-01-09), "fffffff")', '0000000'],
    ['format_datetime(datetime(null), "yyyy")', ''],
    ['format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss:FF")', '29.09:00:05:12'],
    ['format_timespan(time(29.09:00:05.12345), "ddd.h:mm:ss [fffffff]")', '029.9:00:05 [1234500]'],
    ['format_timespan(90m, "H:mm")', '1:30'],
    ['format_timespan(30h, "hh")', '06'],
  ]);

  it('says which part of a format is not known', () => {
    expect(faultOf('print format_datetime(now(), "yyyy-QQ")')).toMatchObject({
      at: '"yyyy-QQ"',
      message: expect.stringContaining('QQ'),
    });
    expect(faultOf('print format_timespan(1h, "yy")').message).toContain('yy');
  });

  it('says which words can stand for a part', () => {
    expect(faultOf('print datetime_part("fortnight", now())')).toMatchObject({ at: '"fortnight"' });
    expect(faultOf('print datetime_diff("fortnight", now(), now())').message).toContain('week');
  });
});
