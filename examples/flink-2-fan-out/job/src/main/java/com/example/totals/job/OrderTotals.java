package com.example.totals.job;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.KinesisSink;
import io.millrace.connector.kinesis.KinesisSource;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Adds up the orders of each customer: from {@code customer,amount} to {@code customer,total}. Other records are left out, since
 * one that failed the job would fail it again after each restart. For Flink 2.2.
 */
public final class OrderTotals {
    private OrderTotals() {}

    public static void main(String[] args) throws Exception {
        Map<String, Properties> groups = KinesisAnalyticsRuntime.getApplicationProperties();
        Properties orders = groups.get("orders");
        Properties totals = groups.get("totals");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSource(
                        KinesisSource.<String>builder()
                                .streamArn(orders.getProperty("stream.arn"))
                                .properties(orders)
                                .deserializer(KinesisDeserializationSchema.of(new SimpleStringSchema()))
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "orders")
                .uid("orders")
                .flatMap(new ParsedOrder())
                .keyBy(order -> order.customer)
                .reduce((one, other) -> new Order(one.customer, one.amount + other.amount))
                .uid("sum")
                .map(order -> order.customer + "," + order.amount)
                .returns(String.class)
                .sinkTo(KinesisSink.<String>builder()
                        .streamArn(totals.getProperty("stream.arn"))
                        .properties(totals)
                        .serializationSchema(new SimpleStringSchema())
                        .partitionKeyGenerator(line -> line.substring(0, line.indexOf(',')))
                        .build())
                .uid("totals");
        environment.execute("order-totals");
    }

    /** What a customer has ordered. Public with public fields, so that Flink serialises it as a POJO. */
    public static final class Order {
        public String customer = "";
        public long amount;

        public Order() {}

        Order(String customer, long amount) {
            this.customer = customer;
            this.amount = amount;
        }
    }

    private static final class ParsedOrder implements FlatMapFunction<String, Order> {
        private static final long serialVersionUID = 1L;

        /** The customer is a partition key of the output, which has 1 to 256 characters. */
        private static final Pattern ORDER = Pattern.compile("([^,]{1,256}),\\s*(-?[0-9]{1,18})\\s*");

        @Override
        public void flatMap(String line, Collector<Order> orders) {
            Matcher order = ORDER.matcher(line);
            if (order.matches()) {
                orders.collect(new Order(order.group(1), Long.parseLong(order.group(2))));
            }
        }
    }
}
