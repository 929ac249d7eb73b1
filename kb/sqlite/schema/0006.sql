-- Notes and reasons are codes with values (kb.notes). Sentences of earlier versions stay, and are shown as they
-- are, until their letter is read again. Those that something hangs on become codes at once: CPR numbers beside
-- the text, annexes, and questions of another series. Redacted letters are not read again, and their digests are
-- over their sentences, so these stay.

UPDATE letter SET notes = (
    SELECT json_group_array(json(CASE
        WHEN json_extract(value, '$.text') LIKE 'a CPR number stands beside the text: %' THEN json_object(
            'code', 'cpr_beside_text',
            'values', json_array(substr(json_extract(value, '$.text'), 38)),
            'page', json_extract(value, '$.page'), 'line', json_extract(value, '$.line'))
        ELSE value END))
    FROM json_each(notes))
WHERE notes LIKE '%a CPR number stands beside the text: %' AND (municipality, id) NOT IN (
    SELECT municipality, id FROM kept WHERE cleared = 'redacted');

UPDATE qa SET refs = (
    SELECT json_group_array(json(CASE
        WHEN json_extract(value, '$.reason') = 'an annex, not a question' THEN
            json_set(value, '$.reason', json('{"code": "annex", "values": []}'))
        WHEN json_extract(value, '$.reason') LIKE 'another series of questions (%)' THEN
            json_set(value, '$.reason', json_object('code', 'other_series', 'values', json_array(
                substr(json_extract(value, '$.reason'), 30, length(json_extract(value, '$.reason')) - 30))))
        ELSE value END))
    FROM json_each(refs))
WHERE (refs LIKE '%"an annex, not a question"%' OR refs LIKE '%"another series of questions (%')
    AND (municipality, letter) NOT IN (SELECT municipality, id FROM kept WHERE cleared = 'redacted');

UPDATE link SET refs =
    replace(refs, '"reason": "an annex, not a question"', '"reason": {"code": "annex", "values": []}');
