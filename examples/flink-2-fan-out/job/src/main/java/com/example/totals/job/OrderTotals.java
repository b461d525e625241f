package com.example.totals.job;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.KinesisSink;
import io.millrace.connector.kinesis.KinesisSource;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Adds up the orders of each customer: from {@code customer,amount} to {@code customer,total}. For Flink 2.2. */
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
                .map(new ParsedOrder())
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

    private static final class ParsedOrder implements MapFunction<String, Order> {
        private static final long serialVersionUID = 1L;

        @Override
        public Order map(String line) {
            int comma = line.indexOf(',');
            return new Order(line.substring(0, comma), Long.parseLong(line.substring(comma + 1).strip()));
        }
    }
}
