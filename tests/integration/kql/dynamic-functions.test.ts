import { describe, expect, it } from 'vitest';
import { faultOf, questionsOver } from '../../support/kql.ts';
import { tryEach } from '../../support/kql-values.ts';

const questions = questionsOver(() => {});

describe('lists', () => {
  tryEach(questions, [
    ['array_length(dynamic([1,2,3]))', 3],
    ['array_length(dynamic([]))', 0],
    ['array_length(parse_json("{}"))', null],
    ['array_length(dynamic(null))', null],
    ['array_concat(dynamic([1]), dynamic([]), dynamic(["a",null]))', '[1,"a",null]'],
    ['array_slice(dynamic([1,2,3]), 1, 2)', '[2,3]'],
    ['array_slice(dynamic([1,2,3,4,5]), 2, -1)', '[3,4,5]'],
    ['array_slice(dynamic([1,2,3,4,5]), -3, -2)', '[3,4]'],
    ['array_slice(dynamic([1,2,3]), 5, 9)', '[]'],
    ['array_slice(dynamic([1,2,3]), -9, 0)', '[1]'],
    ['array_slice(dynamic([1,2,3]), 0, -9)', '[]'],
    ['array_reverse(dynamic([1,"b",3]))', '[3,"b",1]'],
    ['array_sum(dynamic([1,2.5]))', 3.5],
    ['array_index_of(dynamic(["this","is","an","is"]), "is")', 1],
    ['array_index_of(dynamic(["this","is","an","is"]), "is", 2)', 3],
    ['array_index_of(dynamic(["this","is","an","is"]), "is", 2, 1)', -1],
    ['array_index_of(dynamic(["this","is","an","is"]), "is", 0, -1, 2)', 3],
    ['array_index_of(dynamic(["this","is","an","is"]), "is", 0, -1, 3)', -1],
    ['array_index_of(dynamic(["this","is","an","is"]), "this", -2)', -1],
    ['array_index_of(dynamic([1,2]), 2)', 1],
    ['array_index_of(dynamic([1,2]), 2, 0, -2)', null],
    ['array_sort_asc(dynamic([3,1,2]))', '[1,2,3]'],
    ['array_sort_asc(dynamic([10,9,"b","a",2]))', '[2,9,10,"a","b"]'],
    ['array_sort_asc(dynamic([null,"blue","yellow","green",null]))', '["blue","green","yellow",null,null]'],
    ['array_sort_asc(dynamic([null,"b","a"]), false)', '[null,"a","b"]'],
    ['array_sort_desc(dynamic([3,1,null,2]))', '[3,2,1,null]'],
    ['set_union(dynamic([1,2]), dynamic([2,3]), dynamic([1]))', '[1,2,3]'],
    ['set_intersect(dynamic([1,2,2,3]), dynamic([3,2]))', '[2,3]'],
    ['set_difference(dynamic([1,2,3]), dynamic([2]), dynamic([3,4]))', '[1]'],
    ['set_difference(dynamic([1,1]), dynamic([]))', '[1]'],
    ['set_has_element(dynamic(["a","b"]), "b")', true],
    ['set_has_element(dynamic(["a","b"]), "B")', false],
    ['set_has_element(dynamic([1,2]), 2)', true],
    ['pack_array("a", 1, 2.5, true, 1h, long(null), dynamic([1]))', '["a",1,2.5,true,"01:00:00",null,[1]]'],
    ['repeat("a", 3)', '["a","a","a"]'],
    ['repeat(1, 0)', '[]'],
    ['range(1, 8, 3)', '[1,4,7]'],
    ['range(1, 3)', '[1,2,3]'],
    ['range(3, 1, -1)', '[3,2,1]'],
    ['range(3, 1)', '[]'],
    ['range(1h, 3h)', '["01:00:00","02:00:00","03:00:00"]'],
    [
      'range(datetime(2024-01-01), datetime(2024-01-02), 1d)',
      '["2024-01-01T00:00:00.0000000Z","2024-01-02T00:00:00.0000000Z"]',
    ],
    ['zip(dynamic([1,3,5]), dynamic([2,4]))', '[[1,2],[3,4],[5,null]]'],
  ]);

  it('takes more values than SQLite’s functions do', () => {
    const numbers = Array.from({ length: 300 }, (_, at) => at);
    expect(
      questions.rows(
        `print a = 1 | take 1 | extend x = pack_array(${numbers.map((n) => `a + ${n}`).join(', ')}) | project x[299]`,
      ),
    ).toEqual([['300']]);
    const pairs = numbers.slice(0, 32).map((n) => `"n${n}", a + ${n}`);
    expect(questions.rows(`print a = 1 | take 1 | project x = bag_pack(${pairs.join(', ')}).n31`)).toEqual([['32']]);
  });

  it('refuses to sort several lists at once', () => {
    expect(faultOf('print array_sort_asc(dynamic([1]), dynamic([2]))').message).toContain('several lists');
  });
});

describe('bags', () => {
  tryEach(questions, [
    ['bag_pack("a", 1, "b", "x")', '{"a":1,"b":"x"}'],
    ['pack("a", long(null))', '{"a":null}'],
    ['bag_pack("t", datetime(2024-01-01))', '{"t":"2024-01-01T00:00:00.0000000Z"}'],
    ['bag_keys(dynamic({"a":1,"b":{"c":2}}))', '["a","b"]'],
    ['bag_keys(parse_json("[1]"))', null],
    ['bag_has_key(dynamic({"a":1}), "a")', true],
    ['bag_has_key(dynamic({"a":1}), "b")', false],
    ['bag_has_key(dynamic({"a":{"b":1}}), "$.a.b")', true],
    ['bag_has_key(dynamic({"a":{"b c":1}}), "$.a[\'b c\']")', true],
    ['bag_has_key(dynamic({"a":1}), "toString")', false],
    ['bag_merge(dynamic({"a":1}), dynamic({"a":2,"b":3})).a', '1'],
    ['bag_merge(dynamic({"a":1}), dynamic({"a":2,"b":3})).b', '3'],
    ['bag_remove_keys(dynamic({"a":1,"b":2}), dynamic(["a"]))', '{"b":2}'],
  ]);

  it('packs all columns of a row', () => {
    expect(questions.rows('print a = 1, b = "", c = "x" | project x = pack_all()')).toEqual([
      ['{"a":1,"b":"","c":"x"}'],
    ]);
    expect(questions.rows('print a = 1, b = "", c = "x" | project x = pack_all(true)')).toEqual([['{"a":1,"c":"x"}']]);
  });
});

describe('texts that are hard to hold', () => {
  it('keeps a NUL and half a surrogate pair through every function', () => {
    expect(
      questions.rows(String.raw`print x = strcat("a", "\u0000", "b"), y = strlen("a\u0000b"), z = reverse("a\u0000b")`),
    ).toEqual([['a\0b', 3, 'b\0a']]);
    expect(
      questions.rows(
        String.raw`print d = parse_json('["a\\u0000b", "\\ud800"]') | take 1 | project tostring(d[0]), tostring(d[1])`,
      ),
    ).toEqual([['a\0b', '\ud800']]);
    expect(questions.rows('print x = base64_decode_tostring("YQBi")')).toEqual([['a\0b']]);
  });

  it('hashes and encodes a text as it really is', () => {
    expect(questions.rows(String.raw`print x = base64_encode_tostring("a\u0000b")`)).toEqual([['YQBi']]);
  });
});
