from datetime import date

from pyspark.sql import SparkSession, functions

from clientfit.core import portfolio
from clientfit.text.content.records import record_norms

spark = SparkSession.builder.getOrCreate()
invoices = spark.read.parquet("invoices.parquet").withColumns(
    {day: functions.unix_date(day) for day in ("issued", "due", "settled")}
)
by, norms = ("freelancer", "client"), record_norms()
span = portfolio.span_of(date.today(), portfolio.Records(invoices))

# One row for each freelancer, client and currency, on the cluster, in whole numbers.
money = portfolio.money_table(invoices, span=span, norms=norms, by=by)
money.write.mode("overwrite").parquet("money.parquet")

# The twenty who are owed most past its day, with shares, terms and trends, here.
most = spark.read.parquet("money.parquet").orderBy("overdue", ascending=False).limit(20)
worst = sorted(
    portfolio.money_measures(most, norms=norms, span=span, by=by), key=lambda one: -one.overdue
)
