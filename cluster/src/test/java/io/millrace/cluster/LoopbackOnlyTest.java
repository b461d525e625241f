package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultHttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same cases as in the test of the local Kinesis, which has the same rule. */
class LoopbackOnlyTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            Host: attacker.example,                                       false
            Host: attacker.example:80,                                    false
            Host: 127.0.0.1.attacker.example,                             false
            Host: localhost.,                                             false
            Host: localhost; Origin: http://attacker.example,             false
            Host: localhost:1; Origin: http://localhost:2,                false
            Host: localhost; Origin: null,                                false
            Host: localhost:1; Origin: https://localhost,                 false
            Accept: text/html,                                            false
            Accept: text/html; Origin: http://attacker.example,           false
            Host: localhost,                                              true
            Host: LOCALHOST:80,                                           true
            Host: 127.0.0.1,                                              true
            Host: [::1]:8080,                                             true
            Host: localhost:1; Origin: http://localhost:1,                true
            Host: localhost:1; Origin: https://LOCALHOST:1,               true
            """)
    void pagesOfOtherOriginsAreRefused(String lines, boolean isAllowed) {
        HttpHeaders headers = new DefaultHttpHeaders();
        for (String line : lines.split("; ")) {
            String[] parts = line.split(": ", 2);
            headers.add(parts[0], parts[1]);
        }

        assertThat(LoopbackOnly.isAllowed(headers)).isEqualTo(isAllowed);
    }
}
