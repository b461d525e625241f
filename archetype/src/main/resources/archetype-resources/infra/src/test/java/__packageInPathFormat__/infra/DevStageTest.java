package ${package}.infra;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.local.junit.StageExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The stage dev, synthesised and run on this machine: what is put into one stream comes out of the other. */
class DevStageTest {
    @RegisterExtension
    static final StageExtension STAGE = StageExtension.of(synthesise()).stage("dev");

    @Test
    void clicksAreCountedByPage() {
        for (String page : List.of("home", "basket", "home", "home")) {
            STAGE.put("clicks", page, page);
        }

        STAGE.records("page-counts").await("3 clicks on home", counts -> clicksOn("home", counts) == 3);
        STAGE.records("page-counts").await("1 click on basket", counts -> clicksOn("basket", counts) == 1);
    }

    /** A page without a name, one that is no partition key, and one that leaves no room in a record. */
    @Test
    void noRecordStopsTheCounting() {
        for (String page : List.of("", "x".repeat(300), "y".repeat(1_048_570), "last")) {
            STAGE.put("clicks", "any", page);
        }

        for (String page : List.of("", "x".repeat(300), "y".repeat(2_048), "last")) {
            STAGE.records("page-counts").await("1 click on '" + page + "'", counts -> clicksOn(page, counts) == 1);
        }
    }

    /** Of all windows: the clicks may have been read in two. */
    private static int clicksOn(String page, List<IncomingRecord> counts) {
        return counts.stream()
                .map(count -> count.text().split(","))
                .filter(count -> count[0].equals(page))
                .mapToInt(count -> Integer.parseInt(count[1]))
                .sum();
    }

    private static Path synthesise() {
        App app = new App(AppProps.builder().outdir("target/cdk.out").build());
        return InfraApp.synthesise(app, Path.of("../job/target/job.jar"));
    }
}
