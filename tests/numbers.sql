-- What a dashboard must show of a receivables list, from the raw file alone: one row a customer.
-- $file: the CSV as it was exported; $today: the day on which it is looked at. Cents and days.
WITH cells AS (
    SELECT * FROM read_csv($file, all_varchar = true, header = true)
), typed AS (
    SELECT
        customerID AS client,
        strptime(InvoiceDate, '%m/%d/%Y')::DATE AS issued,
        strptime(DueDate, '%m/%d/%Y')::DATE AS due,
        strptime(nullif(SettledDate, ''), '%m/%d/%Y')::DATE AS settled,
        CASE WHEN InvoiceAmount LIKE '(%' THEN -1 ELSE 1 END * round(
            100 * regexp_replace(InvoiceAmount, '[(),]', '', 'g')::DECIMAL(15, 2)
        )::BIGINT AS cents,
        Disputed = 'Yes' AS disputed
    FROM cells
), known AS (
    SELECT
        * REPLACE (CASE WHEN cents >= 0 THEN settled END AS settled),  -- a credit is never paid
        cents >= 0 AS is_bill,
        cents >= 0 AND settled IS NULL AS is_open,
        least(
            max(greatest(issued, CASE WHEN cents >= 0 THEN settled ELSE issued END)) OVER (),
            $today::DATE
        ) AS year_end
    FROM typed
), lasting AS (
    SELECT
        *,
        issued > year_end - 365 AND issued <= year_end AS this_year,
        issued > year_end - 730 AND issued <= year_end - 365 AS year_before,
        greatest(coalesce(settled, $today::DATE) - due, 0) AS days_late,
        greatest(settled - issued, 0) AS days_waited,
        max(due) FILTER (is_bill AND due <= $today::DATE) OVER (PARTITION BY client) AS last_due
    FROM known
), judging AS (
    SELECT
        *,
        is_bill AND NOT disputed AND due > last_due - 365 AND due <= last_due AS judged,
        due <= last_due - 182 AS earlier,
        is_bill AND NOT disputed AND settled > year_end - 365 AND settled <= year_end AS waited
    FROM lasting
), ranked AS (
    -- The lower median is the row in the middle, or the earlier one of the two.
    SELECT
        *,
        row_number() OVER (PARTITION BY client, judged ORDER BY days_late)
            = (count(*) OVER (PARTITION BY client, judged) + 1) // 2 AS middle,
        row_number() OVER (PARTITION BY client, judged, earlier ORDER BY days_late)
            = (count(*) OVER (PARTITION BY client, judged, earlier) + 1) // 2 AS middle_of_half,
        row_number() OVER (PARTITION BY client, waited ORDER BY days_waited)
            = (count(*) OVER (PARTITION BY client, waited) + 1) // 2 AS middle_wait
    FROM judging
), per_client AS (
    SELECT
        client,
        count(*) FILTER (is_bill AND this_year) AS invoices,
        coalesce(sum(cents) FILTER (this_year), 0)::BIGINT AS income,
        coalesce(sum(cents) FILTER (year_before), 0)::BIGINT AS income_before,
        coalesce(sum(cents) FILTER (is_bill AND NOT is_open AND this_year), 0)::BIGINT AS paid,
        coalesce(sum(cents) FILTER (is_open), 0)::BIGINT AS owed,
        coalesce(sum(cents) FILTER (is_open AND due < $today::DATE), 0)::BIGINT AS overdue,
        coalesce(
            sum(cents) FILTER (is_open AND due < $today::DATE AND this_year), 0
        )::BIGINT AS overdue_of_year,
        coalesce(max($today::DATE - due) FILTER (is_open AND due < $today::DATE), 0) AS longest,
        coalesce(sum(cents) FILTER (is_open AND due >= $today::DATE), 0)::BIGINT AS not_due,
        coalesce(sum(cents) FILTER (is_open AND days_late BETWEEN 1 AND 30), 0)::BIGINT AS to_30,
        coalesce(sum(cents) FILTER (is_open AND days_late BETWEEN 31 AND 60), 0)::BIGINT AS to_60,
        coalesce(sum(cents) FILTER (is_open AND days_late BETWEEN 61 AND 90), 0)::BIGINT AS to_90,
        coalesce(sum(cents) FILTER (is_open AND days_late > 90), 0)::BIGINT AS over_90,
        count(*) FILTER (judged) AS judged,
        count(*) FILTER (judged AND NOT is_open) AS judged_paid,
        count(*) FILTER (judged AND days_late > 3) AS late,
        max(days_late) FILTER (judged AND middle) AS days_late,
        max(days_late) FILTER (judged AND earlier AND middle_of_half) AS days_late_before,
        max(days_late) FILTER (judged AND NOT earlier AND middle_of_half) AS days_late_lately,
        max(days_waited) FILTER (waited AND middle_wait) AS term
    FROM ranked
    GROUP BY client
)
SELECT
    *,
    CASE WHEN income > 0 THEN round(owed * 365.0 / income)::BIGINT END AS dso,
    greatest(income, 0) / nullif(sum(greatest(income, 0)) OVER (), 0) AS income_share
FROM per_client
ORDER BY client
