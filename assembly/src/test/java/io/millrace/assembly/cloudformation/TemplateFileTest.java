package io.millrace.assembly.cloudformation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFileTest {
    private static final String RESOURCE = "\nResources: {A: {Type: AWS::Kinesis::Stream}}\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            !Ref A                                   | {"Ref": "A"}
            !Ref 12                                  | {"Ref": "12"}
            !Ref AWS::Region                         | {"Ref": "AWS::Region"}
            !Condition IsLive                        | {"Condition": "IsLive"}
            !GetAtt A.Arn                            | {"Fn::GetAtt": ["A", "Arn"]}
            !GetAtt A.Outputs.Url                    | {"Fn::GetAtt": ["A", "Outputs.Url"]}
            !GetAtt [A, !Ref Which]                  | {"Fn::GetAtt": ["A", {"Ref": "Which"}]}
            !Sub 'a ${B.C}'                          | {"Fn::Sub": "a ${B.C}"}
            !Sub ['${X}', {X: !Ref A}]               | {"Fn::Sub": ["${X}", {"X": {"Ref": "A"}}]}
            !If [C, 8, !Ref 'AWS::NoValue']          | {"Fn::If": ["C", 8, {"Ref": "AWS::NoValue"}]}
            !Not [!Equals [a, b]]                    | {"Fn::Not": [{"Fn::Equals": ["a", "b"]}]}
            !And [!Condition A, !Or [true, false]]   | {"Fn::And": [{"Condition": "A"}, {"Fn::Or": [true, false]}]}
            !Join [',', !Split [';', 'a;b']]         | {"Fn::Join": [",", {"Fn::Split": [";", "a;b"]}]}
            !Select [0, !GetAZs '']                  | {"Fn::Select": [0, {"Fn::GetAZs": ""}]}
            !GetAZs                                  | {"Fn::GetAZs": ""}
            !FindInMap [M, a, b]                     | {"Fn::FindInMap": ["M", "a", "b"]}
            !ImportValue x                           | {"Fn::ImportValue": "x"}
            !Base64 x                                | {"Fn::Base64": "x"}
            !Cidr [10.0.0.0/16, 2, 8]                | {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}
            !Transform {Name: AWS::Include}          | {"Fn::Transform": {"Name": "AWS::Include"}}
            !Length [1, 2]                           | {"Fn::Length": [1, 2]}
            !ToJsonString {a: 1}                     | {"Fn::ToJsonString": {"a": 1}}
            Fn::Base64: !Sub x                       | {"Fn::Base64": {"Fn::Sub": "x"}}
            """)
    void aShortFormIsTheFunction(String yaml, String json) throws Exception {
        assertThat(metadata(yaml)).isEqualTo(json(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2012-10-17      | "2012-10-17"
            2026-01-01T00:00:00Z | "2026-01-01T00:00:00Z"
            12:30           | "12:30"
            012345670123    | "012345670123"
            0x1F            | "0x1F"
            1_000           | "1_000"
            12345678901234567890 | "12345678901234567890"
            .inf            | ".inf"
            1e3             | "1e3"
            -7              | -7
            0.25            | 0.25
            yes             | true
            Off             | false
            'yes'           | "yes"
            !!str 5         | "5"
            """)
    void aScalarThatCloudFormationTakesAsTextStaysAsWritten(String yaml, String json) throws Exception {
        assertThat(metadata(yaml)).isEqualTo(json(json));
    }

    @Test
    void keysAreTextAndLinesMayEndAsOnWindows() throws Exception {
        assertThat(read("\uFEFFMappings:\r\n  Ports:\r\n    80: {x: 1}\r\n    yes: {x: 2}\r\n" + RESOURCE)
                        .path("Mappings"))
                .isEqualTo(json("{\"Ports\": {\"80\": {\"x\": 1}, \"yes\": {\"x\": 2}}}"));
    }

    @Test
    void everyMistakeHasItsLineAndColumn() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          A:
                            Type: AWS::Kinesis::Stream
                            Properties:
                              Name: !Reff X
                              ShardCount:
                              Tags: [!!set {a}]
                          A: {Type: AWS::Kinesis::Stream}
                          ? [b]
                          : {}
                        """))
                .isInstanceOf(TemplateFileException.class)
                .hasMessage("""
                        template %s cannot be used:
                        - line 5, column 13: unknown short form '!Reff'; did you mean '!Ref'?
                        - line 6, column 18: must not be null; give it a value or delete its line
                        - line 7, column 14: the tag 'tag:yaml.org,2002:set' must not be used in a template
                        - line 7, column 22: must not be null; give it a value or delete its line
                        - line 8, column 3: 'A' must be given once; it is also on line 2
                        - line 9, column 5: a key must be text\
                        """, file());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'Resources: {A: '                        | line 1, column 16: must be valid YAML:
            'a: b: c'                                | line 1, column 5: must be valid YAML: mapping values are not allowed here
            'a: *b'                                  | line 1, column 4: must be valid YAML: found undefined alias b
            '%'                                      | must be valid YAML:
            'a: "\u0001"'                            | must be valid YAML:
            '{"Resources": }'                        | line 1, column 15: must be valid JSON:
            '{"Resources": {}, "Resources": {}}'     | must be valid JSON: Duplicate field 'Resources'
            '{"Resources": {"A": null}} x'           | must be valid JSON: Unrecognized token 'x'
            ''                                       | must be a mapping with the sections of a template, such as Resources
            '- a'                                    | must be a mapping with the sections of a template, such as Resources
            'Resources: {}'                          | Resources must have at least one resource, got {}
            'Resources: [a]'                         | Resources must have at least one resource, got ["a"]
            'Description: x'                         | Resources must have at least one resource, got none
            """)
    void whatIsNoTemplateIsRefused(String text, String violation) {
        assertThatThrownBy(() -> read(text)).hasMessageContaining(violation);
    }

    @Test
    void rulesOfSectionsAndResourcesAreCheckedTogether() {
        assertThatThrownBy(() -> read("""
                        Globals: {}
                        Parameter: {X: {Type: String}}
                        Resources:
                          A: {Properties: []}
                          F: {Type: AWS::Serverless::Function}
                          Fn::ForEach::Topics: [Name, [a, b], {}]
                        """)).hasMessage("""
                        template %s cannot be used:
                        - Globals must be used with the transform of SAM; add 'Transform: AWS::Serverless-2016-10-31'
                        - 'Parameter' must be a section of a template; did you mean 'Parameters'? (the sections: \
                        AWSTemplateFormatVersion, Conditions, Description, Hooks, Mappings, Metadata, Outputs, Parameters, \
                        Resources, Rules, Transform)
                        - resource 'A' must have a Type, such as AWS::Kinesis::Stream
                        - Properties of resource 'A' must be a mapping, got []
                        - resource 'F' of type AWS::Serverless::Function must be used with the transform of SAM; add \
                        'Transform: AWS::Serverless-2016-10-31'\
                        """, file());
    }

    @Test
    void aDependencyMustBeAResource() {
        assertThatThrownBy(() -> read("""
                        Resources:
                          Role: {Type: AWS::IAM::Role}
                          A: {Type: AWS::Kinesis::Stream, DependsOn: [Role, Roles]}
                        """))
                .hasMessageContaining(
                        "- DependsOn of resource 'A' must name a resource, got 'Roles'; did you mean 'Role'?");
        assertThat(read("""
                        Transform: AWS::Serverless-2016-10-31
                        Resources: {A: {Type: AWS::Kinesis::Stream, DependsOn: Generated}}
                        """).path("Resources")).hasSize(1);
    }

    @Test
    void nullsInJsonHaveTheirPath() {
        assertThatThrownBy(() -> read("{\"Resources\": {\"A\": {\"Type\": \"X\", \"Tags\": [{\"Key\": null}]}}}"))
                .hasMessageContaining("- /Resources/A/Tags/0/Key must not be null; give it a value or delete its line");
    }

    @Test
    void onlySamTakesAliases() throws Exception {
        String aliases = "Metadata: {a: &a {x: 1}, b: *a, c: {<<: *a, y: 2}, d: {<<: [{x: 3}, *a], y: 4}}";

        assertThat(read("Transform: AWS::Serverless-2016-10-31\n" + aliases + RESOURCE)
                        .path("Metadata"))
                .isEqualTo(json("""
                        {"a": {"x": 1}, "b": {"x": 1}, "c": {"y": 2, "x": 1}, "d": {"y": 4, "x": 3}}"""));
        assertThatThrownBy(() -> read(aliases + RESOURCE))
                .hasMessageContaining(
                        "- line 1, column 29: aliases must not be used in a template without the transform");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Metadata: &a [*a]",
                "Metadata: {a: &a [1,2,3,4,5,6,7,8,9], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a],"
                        + " c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b], d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c],"
                        + " e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d], f: [*e,*e,*e,*e,*e,*e,*e,*e,*e]}"
            })
    void aliasesHaveAnEnd(String yaml) {
        assertThatThrownBy(() -> read("Transform: AWS::Serverless-2016-10-31\n" + yaml + RESOURCE))
                .hasMessageContaining("must be valid YAML: its aliases must not contain themselves or multiply");
    }

    @Test
    void aFileMustBeTextOfAFittingSize() throws IOException {
        assertThatThrownBy(this::readFile).hasMessageContaining("must be a file that can be read; it does not exist");

        Files.writeString(file(), "Description: größer", ISO_8859_1);
        assertThatThrownBy(this::readFile).hasMessageContaining("must be text in UTF-8");

        Files.writeString(file(), "#".repeat(1_048_577));
        assertThatThrownBy(this::readFile).hasMessageContaining("must have at most 1,048,576 bytes, got 1,048,577");
    }

    private JsonNode metadata(String yaml) {
        return read("Metadata:\n  " + yaml + RESOURCE).path("Metadata");
    }

    private JsonNode read(String text) {
        TestTemplate.write(file(), text);
        return readFile();
    }

    private JsonNode readFile() {
        return TemplateFile.read(file());
    }

    private Path file() {
        return directory.resolve("shop.yml");
    }

    private static JsonNode json(String json) throws JsonProcessingException {
        return new JsonMapper().readTree(json);
    }
}
