import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { faultOf, questionsOver } from '../../support/kql.ts';
import { tryEach } from '../../support/kql-values.ts';

const questions = questionsOver(() => {});
const hashed = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

describe('functions of strings', () => {
  tryEach(questions, [
    ['tolower("ÄB c")', 'äb c'],
    ['tolower("ABC")', 'abc'],
    ['tolower("")', ''],
    ['tolower(dynamic("X"))', 'x'],
    ['toupper("äb c")', 'ÄB C'],
    ['toupper("abc1")', 'ABC1'],
    ['toupper("ß")', 'ß'],
    ['strlen("abc")', 3],
    ['strlen("")', 0],
    ['strlen("äé")', 2],
    ['strlen("a😀")', 2],
    ['string_size("äé")', 4],
    ['strcat("a", "", "b")', 'ab'],
    ['strcat("n=", 5, " ", 1.5, " ", true, " ", 1h)', 'n=5 1.5 true 01:00:00'],
    ['strcat("at ", datetime(2024-01-02 03:04:05))', 'at 2024-01-02T03:04:05.0000000Z'],
    ['strcat("x", long(null), "y")', 'xy'],
    ['strcat_delim("-", "a", 1, "b")', 'a-1-b'],
    ['strcat_array(dynamic(["a", 2, "c"]), "; ")', 'a; 2; c'],
    ['strcat_array(dynamic([]), ";")', ''],
    ['strrep("ab", 3)', 'ababab'],
    ['strrep("ab", 2, "-")', 'ab-ab'],
    ['strlen(strrep("a", 5000))', 1024],
    ['substring("123456", 1)', '23456'],
    ['substring("123456", 2, 2)', '34'],
    ['substring("123456", -2, 2)', '56'],
    ['substring("123456", -20, 2)', '12'],
    ['substring("123456", 6)', ''],
    ['substring("123456", 0, 0)', ''],
    ['substring("123456", 4, 10)', '56'],
    ['substring("a😀b", 1, 1)', '😀'],
    ['indexof("abcdefg", "cde")', 2],
    ['indexof("abcdefg", "xyz")', -1],
    ['indexof("abcdefg", "cde", 1, 4)', 2],
    ['indexof("abcdefg", "cde", 1, 2)', -1],
    ['indexof("abcdefg", "cde", 3, 4)', -1],
    ['indexof("abcdefg", "cde", -5)', 2],
    ['indexof("abcabc", "c", 0, -1, 2)', 5],
    ['indexof("abcabc", "c", 0, -1, 3)', -1],
    ['indexof("abc", "c", 0, -2)', null],
    ['indexof("😀a", "a")', 1],
    ['indexof(12345, 34)', 2],
    ['countof("aaaa", "aa")', 3],
    ['countof("ababa", "ab", "normal")', 2],
    ['countof("abcabc", "a.c", "regex")', 2],
    ['countof("ababa", "aba", "regex")', 1],
    ['countof("abc", "")', 0],
    ['split("a,b,c", ",")', '["a","b","c"]'],
    ['split("a,b,c", ",", 1)', '["b"]'],
    ['split("a,b,c", ",", 7)', '[]'],
    ['split("", ",")', '[""]'],
    ['split("a,,c", ",")', '["a","","c"]'],
    ['split("abc", ",")', '["abc"]'],
    ['split("a, b", ", ")', '["a","b"]'],
    ['tostring(split("x=1", "=")[1])', '1'],
    ['replace_string("a.b.c", ".", "::")', 'a::b::c'],
    ['replace_string("abc", "", "x")', 'abc'],
    ['replace_string("$1", "$", "$&")', '$&1'],
    ['reverse("abc")', 'cba'],
    ['reverse("a😀")', '😀a'],
    ['reverse(123)', '321'],
    ['base64_encode_tostring("Küste")', 'S8O8c3Rl'],
    ['base64_decode_tostring("S8O8c3Rl")', 'Küste'],
    ['base64_decode_tostring("no base64!")', ''],
    ['base64_decode_tostring("/w==")', ''],
    ['url_encode("https://a.b/c d?e=ü")', 'https%3a%2f%2fa.b%2fc+d%3fe%3d%c3%bc'],
    ['url_encode_component("a b/c")', 'a%20b%2fc'],
    ['url_decode("a%20b%2Fc%C3%BC")', 'a b/cü'],
    ['url_decode("100%")', '100%'],
    ['isempty("")', true],
    ['isempty(" ")', false],
    ['isempty(long(null))', true],
    ['isempty(0)', false],
    ['isempty(dynamic([]))', false],
    ['isnotempty("a")', true],
    ['isnotempty("")', false],
    ['isnotempty(datetime(null))', false],
  ]);
});

describe('functions of patterns', () => {
  tryEach(questions, [
    [String.raw`extract(@"(\w+)-(\d+)", 2, "kb-123 x-9")`, '123'],
    [String.raw`extract(@"(\w+)-(\d+)", 0, "kb-123 x-9")`, 'kb-123'],
    [String.raw`extract(@"(\d+)", 1, "none")`, ''],
    [String.raw`extract(@"(\d+)", 3, "12")`, ''],
    ['extract("a(b)?c", 1, "ac")', ''],
    [String.raw`extract(@"-(\d+)", 1, "n-12", typeof(long)) + 1`, 13],
    [String.raw`extract(@"-(\d+)", 1, "none", typeof(long))`, null],
    [String.raw`extract(@"(\d+\.\d+)", 1, "v2.5", typeof(real))`, 2.5],
    [String.raw`extract_all(@"(\d+)", "a1b22c333")`, '["1","22","333"]'],
    [String.raw`extract_all(@"(\w)(\d)", "a1-b2")`, '[["a","1"],["b","2"]]'],
    [String.raw`extract_all(@"(\w)(\d)", dynamic([2]), "a1-b2")`, '["1","2"]'],
    [String.raw`extract_all(@"(?P<letter>\w)(\d)", dynamic(["letter", 2]), "a1-b2")`, '[["a","1"],["b","2"]]'],
    [String.raw`extract_all(@"(\d+)", "none")`, null],
    [String.raw`replace_regex("a1b22", @"(\d+)", @"<\1>")`, 'a<1>b<22>'],
    [String.raw`replace_regex("abc", "b", @"[\0]")`, 'a[b]c'],
    ['replace_regex("abc", "x*", "-")', '-a-b-c-'],
    [String.raw`replace_regex("a$b", @"\$", "$1")`, 'a$1b'],
    [String.raw`replace(@"(\d+)", @"<\1>", "a1")`, 'a<1>'],
    [String.raw`trim(@"\s+", "  a b  ")`, 'a b'],
    ['trim("--", "--https://x--")', 'https://x'],
    ['trim("-", "---a---")', 'a'],
    [String.raw`trim(@"[^\w]+", "- Te st1// $")`, 'Te st1'],
    ['trim_start("a", "aabaa")', 'baa'],
    ['trim_end("a", "aabaa")', 'aab'],
    ['trim("a", "aaa")', ''],
  ]);

  it('says where a pattern is none', () => {
    for (const call of [
      'extract("(", 1, "a")',
      'extract_all("(", "a")',
      'trim("(", "a")',
      'replace_regex("a", "(", "")',
    ]) {
      expect(faultOf(`print ${call}`)).toMatchObject({ at: '"("', message: expect.stringContaining('no regular') });
    }
  });
});

describe('hashes', () => {
  tryEach(questions, [
    ['hash_md5("World")', hashed('md5', 'World')],
    ['hash_sha1("Küste")', hashed('sha1', 'Küste')],
    ['hash_sha256("")', hashed('sha256', '')],
  ]);

  it('refuses what is no string', () => {
    expect(faultOf('print hash_md5(5)').message).toContain('strings only');
  });
});

describe('versions', () => {
  it('are compared with each other, also as columns, and with nothing else', () => {
    const versions = 'datatable(V:string) ["1.10", "1.9", "1.9.0.1", "no"] | extend P = parse_version(V)';
    expect(questions.rows(`${versions} | where P > parse_version("1.9") | project V`)).toEqual([['1.10'], ['1.9.0.1']]);
    expect(questions.rows(`${versions} | sort by P desc | project V`).flat()).toEqual(['1.10', '1.9.0.1', '1.9', 'no']);
    expect(questions.rows(`${versions} | summarize P = max(P) | project P == parse_version("1.10")`)).toEqual([[true]]);
    expect(faultOf('print parse_version("1.2") > 5').message).toContain('parse_version()');
    expect(faultOf('print parse_version("1.2") + 1').at).toContain('parse_version("1.2") + 1');
  });
});

describe('parsers', () => {
  const path = (parts: readonly [string, string, string, string, string, string, string]) =>
    JSON.stringify({
      Scheme: parts[0],
      RootPath: parts[1],
      DirectoryPath: parts[2],
      DirectoryName: parts[3],
      Filename: parts[4],
      Extension: parts[5],
      AlternateDataStreamName: parts[6],
    });
  tryEach(questions, [
    ["parse_path(@'C:\\temp\\file.txt')", path(['', 'C:', 'C:\\temp', 'temp', 'file.txt', 'txt', ''])],
    ["parse_path(@'temp\\file.txt')", path(['', '', 'temp', 'temp', 'file.txt', 'txt', ''])],
    ['parse_path("file://C:/temp/a.txt:b.exe")', path(['file', 'C:', 'C:/temp', 'temp', 'a.txt', 'txt', 'b.exe'])],
    ["parse_path(@'\\\\share\\u\\f.gz')", path(['', '', '\\\\share\\u', 'u', 'f.gz', 'gz', ''])],
    ['parse_path("/usr/lib/x.so.1")', path(['', '', '/usr/lib', 'lib', 'x.so.1', '1', ''])],
    ['parse_path("README")', path(['', '', '', '', 'README', '', ''])],
    ['parse_path("")', path(['', '', '', '', '', '', ''])],
    ['parse_path("/etc/passwd").Filename', '"passwd"'],
    [
      'parse_url("ftp://me:pw@host.org:21/a/b?k=v&x=%20#top")',
      '{"Scheme":"ftp","Host":"host.org","Port":"21","Path":"/a/b","Username":"me","Password":"pw","Query Parameters":{"k":"v","x":" "},"Fragment":"top"}',
    ],
    ['parse_url("https://[::1]/")["Host"]', '"[::1]"'],
    ['parse_url("no url")', null],
    ['parse_urlquery("?a=1&b")', '{"Query Parameters":{"a":"1","b":""}}'],
    ['parse_csv("a,\\"b,\\"\\"c\\"\\"\\",,d")', '["a","b,\\"c\\"","","d"]'],
    ['parse_csv("one,two\\nthree,four")', '["one","two"]'],
    ['parse_csv("")', '[""]'],
    ['parse_version("10.2.3")', '"00000010000000020000000300000000"'],
    ['parse_version("10.0.19041.1") < parse_version("10.0.19041.2")', true],
    ['parse_version("0.0.0.5") < parse_version("0.0.3")', true],
    ['isnull(parse_version("beta"))', true],
    ['parse_version("beta") < parse_version("1")', null],
    ['parse_version("1.2") == parse_version("1.2.0.0")', true],
    ['parse_version("10.0.1") > parse_version("9.9.9")', true],
    ['parse_version("1.2.3.4.5")', null],
    ['parse_version("1.a")', null],
  ]);
});
