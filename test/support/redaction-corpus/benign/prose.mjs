import { templates } from './shape.mjs';

/** What people write to each other. */
export const prose = templates([
  [
    'english',
    'Could you list the files of the <noun> project and count the lines?',
    'The <noun> meeting moves to Thursday, bring the <noun>.',
    'I think the <noun> is faster than the <noun> by <digit:2> percent.',
    'Nobody keys in the <noun> twice; tokenisation of the <noun> is slow.',
  ],
  [
    'german',
    'Kannst du bitte den <noun>-Bericht bis Freitag schicken?',
    'Das Geheimnis des <noun> kennt niemand, Schlüssel gibt es nicht.',
    'Im <noun> sind noch <digit:2> Plätze frei, Straße <digit:2>.',
  ],
  [
    'french',
    'Peux-tu envoyer le rapport « <noun> » avant vendredi ?',
    'Le jeton du <noun> coûte <digit:2> euros, c’est déjà payé.',
  ],
  [
    'spanish',
    '¿Puedes revisar el informe de <noun> mañana?',
    'La clave del éxito es el <noun>, según <digit:2> personas.',
  ],
  [
    'portuguese',
    'Você pode verificar o relatório <noun> amanhã? São <digit:2> páginas.',
    'A chave da porta está no <noun>.',
  ],
  ['russian', 'Пожалуйста, проверьте отчёт <noun> до пятницы, там <digit:2> страниц.', 'Ключ к успеху — <noun>.'],
  ['chinese', '请在星期五之前检查<noun>报告，共<digit:2>页。', '<noun>的关键是速度，不是密码。'],
  [
    'japanese',
    '金曜日までに<noun>の報告書を確認してください（<digit:2>ページ）。',
    '<noun>のトークン数は<digit:3>です。',
  ],
  ['korean', '금요일까지 <noun> 보고서 <digit:2>쪽을 확인해 주세요.', '<noun> 토큰은 <digit:3>개입니다.'],
  ['arabic', 'يرجى مراجعة تقرير <noun> قبل يوم الجمعة، <digit:2> صفحة.', 'مفتاح النجاح هو <noun>.'],
  [
    'emoji',
    '🚀 deployed <noun> 🎉 <digit:2> tests ✅',
    '👩‍💻 the <noun> is broken 😭 again',
    '🔑 is an emoji, 🔒 too, says the <noun>',
  ],
  ['chat', 'ok', 'thanks, the <noun> works now :)', 'lol no, <digit:2> is not 1234', 'brb, <noun> first'],
  [
    'title',
    '<Noun> & <Noun>: a short history',
    'RFC <digit:4>: The <Noun> Protocol',
    'Chapter <digit:2>. The <Noun> of the <Noun>',
  ],
  [
    'fraction-signs',
    '½ cup of <noun>, ²⁄₃ of the <noun>',
    'x² + y² = <digit:2>, ∑ <noun> ≤ ∞',
    '“<Noun>” – the <noun> — with dashes‑like this',
  ],
]);
