package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import io.millrace.job.codec.StreamTypeInfo;
import io.millrace.job.lottery.ticket.Tickets;
import io.millrace.job.preaggregate.MergePartials;
import io.millrace.job.preaggregate.PreAggregate;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import io.millrace.job.time.EventTimeOperator;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * The dataflow from starts of lotteries and users' events to draws. It knows no connector, stream name or clock, so that
 * a test can run the whole of it.
 *
 * <p>Every operator has a uid. Uids name state in savepoints: changing one discards that state on the next deploy.
 */
final class LotteryTopology {
    private final LotterySettings settings;

    LotteryTopology(LotterySettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    /** The two output streams. */
    static final class Outputs {
        private final DataStream<Draw> draws;
        private final DataStream<RejectedRecord> rejected;

        private Outputs(DataStream<Draw> draws, DataStream<RejectedRecord> rejected) {
            this.draws = draws;
            this.rejected = rejected;
        }

        DataStream<Draw> draws() {
            return draws;
        }

        DataStream<RejectedRecord> rejected() {
            return rejected;
        }
    }

    Outputs connect(DataStream<SourceRecord> lotteryEvents, DataStream<SourceRecord> userEvents) {
        DrawWindow window = new DrawWindow(settings.window());

        SingleOutputStreamOperator<LotteryStart> starts = lotteryEvents
                .transform(
                        "Lottery events' time",
                        TypeInformation.of(LotteryStart.class),
                        new EventTimeOperator<>(new LotteryEventReader(), settings.eventTime()))
                .uid("lottery-events-time");
        SingleOutputStreamOperator<LotteryStart> accepted = starts.keyBy(start -> start.lotteryId, Types.LONG)
                .transform("Start lotteries", TypeInformation.of(LotteryStart.class), new StartLotteries())
                .uid("start-lotteries");

        SingleOutputStreamOperator<UserEvent> events = userEvents
                .transform(
                        "User events' time",
                        new StreamTypeInfo<>(UserEvent.class, new UserEventCodec()),
                        new EventTimeOperator<>(new UserEventReader(window, settings.maxAhead()), settings.eventTime()))
                .uid("user-events-time");
        SingleOutputStreamOperator<Entry> entries = events.keyBy(event -> event.userId, Types.LONG)
                .connect(accepted.broadcast())
                .transform(
                        "Judge clicks",
                        TypeInformation.of(Entry.class),
                        new JudgeClicks(
                                window,
                                new Tickets(settings.key()),
                                settings.eventTime().readSkewMillis()))
                .uid("judge-clicks");

        BestEntry bestEntry = new BestEntry();
        SingleOutputStreamOperator<Draw> draws = entries.transform(
                        "Partial draws",
                        Types.TUPLE(Types.LONG, TypeInformation.of(PartialDraw.class)),
                        new PreAggregate<>(entry -> entry.lotteryId, bestEntry, settings.window()))
                .uid("partial-draws")
                .keyBy(partial -> partial.f0, Types.LONG)
                .window(TumblingEventTimeWindows.of(settings.window()))
                .aggregate(
                        new MergePartials<>(bestEntry),
                        new EmitDraw(),
                        TypeInformation.of(PartialDraw.class),
                        TypeInformation.of(PartialDraw.class),
                        TypeInformation.of(Draw.class))
                .name("Draw")
                .uid("draw");

        DataStream<RejectedRecord> rejected = starts.getSideOutput(RejectedRecord.TAG)
                .union(
                        accepted.getSideOutput(RejectedRecord.TAG),
                        events.getSideOutput(RejectedRecord.TAG),
                        entries.getSideOutput(RejectedRecord.TAG));
        return new Outputs(draws, rejected);
    }
}
