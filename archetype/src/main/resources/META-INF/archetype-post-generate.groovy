// what the archetype plugin cannot: modes of files, and files that depend on a property
def project = new File(request.outputDirectory, request.artifactId)
['millrace', 'mvnw'].each { new File(project, it).setExecutable(true, false) }
if (request.properties['pipeline'] != 'gitlab') {
    new File(project, '.gitlab-ci.yml').delete()
}
