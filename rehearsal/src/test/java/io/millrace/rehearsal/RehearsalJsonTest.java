package io.millrace.rehearsal;

import static io.millrace.rehearsal.SmallRelease.shop;
import static io.millrace.rehearsal.SmallRelease.stack;
import static io.millrace.rehearsal.SmallRelease.stage;
import static io.millrace.rehearsal.SmallRelease.stream;
import static io.millrace.rehearsal.SmallRelease.withTerminationProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.rehearsal.result.Finding;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalJsonTest {
    @Test
    void aReportHasItsStepsAndItsFindings() throws IOException {
        RehearsalReport report = Rehearsal.of(List.of(
                new Release("one", shop(stream("Orders", "'Name': 'one'"))),
                new Release("two", shop(stream("Orders", "'Name': 'two'")))));
        Finding loss = report.occurrences().get(0).finding();

        assertThat(report.json()).isEqualTo(json("""
                {'stage': 'test', 'clean': false, 'refused': false, 'failures': 1,
                 'steps': [
                  {'number': 1, 'release': 'one', 'succeeded': true, 'stacks': [
                   {'stack': 'shop', 'succeeded': true, 'changes': [
                    {'logicalId': 'Orders', 'type': 'AWS::Kinesis::Stream', 'holdsState': true, 'kind': 'CREATED'}]}]},
                  {'number': 2, 'release': 'two', 'succeeded': true, 'stacks': [
                   {'stack': 'shop', 'succeeded': true, 'changes': [
                    {'logicalId': 'Orders', 'type': 'AWS::Kinesis::Stream', 'holdsState': true, 'kind': '%s'}]}]}],
                 'findings': [
                  {'severity': 'LOSS', 'rule': '%s', 'stack': 'shop', 'subject': 'Orders', 'text': '%s', 'step': 'step 2',
                   'times': 1}]}""".formatted(
                report.steps().get(1).result().stacks().get(0).changes().get(0).kind(), loss.rule(), loss.sentence())));
    }

    @Test
    void aFindingAfterAFailureHasItsPlace() {
        RehearsalReport report = Rehearsal.ofFirst(
                new Release("one", stage(withTerminationProtection(stack("shop", stream("Orders", ""))))));

        JsonNode json = report.json();

        assertThat(json.get("refused").booleanValue()).isTrue();
        assertThat(json.at("/findings/0/step").textValue()).isEqualTo("step 1, repeated");
        assertThat(json.at("/findings/0/at").textValue()).isEqualTo("after a failure at Orders of shop");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
