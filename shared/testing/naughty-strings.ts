/**
 * What somebody might type, paste or be tricked into pasting: markup, templates,
 * formulas, paths, letters that turn around, stack or do not show, halves of
 * letters. Wherever a person can write, each of them is words and nothing else.
 */
export const naughtyStrings: Readonly<Record<string, string>> = {
  'an image that runs a script': '<img src=x onerror="window.naughty=1" data-naughty>',
  'a script': '<script data-naughty>window.naughty=1</script>',
  'a script that ends another': '</script></title></textarea></style><script data-naughty>window.naughty=1</script>',
  'a drawing that runs a script':
    '<svg data-naughty onload=window.naughty=1><a xlink:href="javascript:naughty=1">x</a></svg>',
  'an attribute that ends': `" autofocus onfocus='window.naughty=1' data-naughty="`,
  'an address that runs': 'javascript:window.naughty=1//',
  'entities that are markup': '&lt;b data-naughty&gt; &#60;img&#62; &amp;amp;',
  'a comment and a section': '<!-- --!> <![CDATA[ ]]> <?php echo 1 ?>',
  templates: '{{7*7}} \u0024{7*7} <%= 7*7 %> #{7*7} [[\u0024{7*7}]]',
  'what a replacement reads': '$& $1 $$ $` \\0 \\u0041 %s %n %00',
  'formulas of a spreadsheet': '=HYPERLINK("http://x.example";"x")',
  'a formula begun otherwise': "@SUM(1+1)*cmd|' /C calc'!A0 +1 -1 \t=1",
  'what objects are made of': '__proto__',
  'another of them': 'constructor',
  'a way out of the folder': '../../../../etc/passwd\\..\\..\\boot.ini',
  'a question to a table': "'; drop table item; --",
  'words that turn around': 'dose \u202e gm 05 \u202c \u2066 1 \u2069 mg',
  'words from right to left': 'مرحبا שלום 500 mg',
  'letters that do not show': 'pen\u200bi\u200dc\u2060il\ufefflin\u00ad',
  'stacked letters': `Z${'\u0301\u0316\u0323\u033f'.repeat(40)}algo`,
  'pictures of several parts': '👩🏽‍⚕️👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️‍🔥',
  nothing: 'before\u0000after',
  'signs that steer': 'bell\u0007 escape\u001b[31m back\u0008 delete\u007f feed\u000c',
  'lines of several kinds': 'one\r\ntwo\rthree\u2028four\u2029five\u0085six',
  'half a letter': 'half \ud83d of a face',
  'the other half': '\ude00 first',
  'no letter at all': '\ufffe\uffff\ufdd0',
  'one word without an end': 'unendingly'.repeat(19),
}

/** All the markup in one go, in which every part would leave an element behind. */
export const naughtyMarkup = Object.values(naughtyStrings)
  .filter((words) => words.includes('data-naughty'))
  .join(' ')
