package io.millrace.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small assemblies by hand; JSON may have single quotes. */
public final class AssemblyFiles {
    private final Path directory;

    public AssemblyFiles(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    public AssemblyFiles write(String path, String json) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, json.replace('\'', '"'));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An assembly of one stack, {@code shop}, without stages, and with one published file. */
    public AssemblyFiles oneStack(String template, String assetPath) {
        return write("manifest.json", """
                        {'artifacts': {
                          'shop': {
                            'type': 'aws:cloudformation:stack',
                            'environment': 'aws://unknown-account/unknown-region',
                            'properties': {'templateFile': 'shop.template.json'}
                          },
                          'shop.assets': {'type': 'cdk:asset-manifest', 'properties': {'file': 'shop.assets.json'}},
                          'Tree': {'type': 'cdk:tree', 'properties': {'file': 'tree.json'}}
                        }}
                        """)
                .write("shop.template.json", template)
                .write("shop.assets.json", """
                        {'files': {'hash': {
                          'source': {'path': '%s', 'packaging': 'file'},
                          'destinations': {'here': {
                            'bucketName': 'assets-${AWS::AccountId}-${AWS::Region}', 'objectKey': 'hash.jar'}}
                        }}}
                        """.formatted(assetPath));
    }
}
