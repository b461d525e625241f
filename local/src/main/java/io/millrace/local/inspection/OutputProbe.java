package io.millrace.local.inspection;

import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes the class file of an output: each of its methods that take a record begins with a call of {@code
 * io.millrace.cluster.inspect.InspectedOutputs}. This process does it, so that Flink's needs no library for it.
 */
final class OutputProbe extends ClassVisitor {
    private static final String SAMPLES = "io/millrace/cluster/inspect/InspectedOutputs";
    private static final String OBJECT = "Ljava/lang/Object;";

    /** The parameters of the methods by their numbers in {@code io.millrace.cluster.inspect.OutputMethod}. */
    private static final Map<Integer, String> METHODS = Map.of(
            1, "(Lorg/apache/flink/streaming/runtime/streamrecord/StreamRecord;)V",
            2, "(Lorg/apache/flink/util/OutputTag;Lorg/apache/flink/streaming/runtime/streamrecord/StreamRecord;)V");

    private final int methods;

    private OutputProbe(ClassVisitor next, int methods) {
        super(Opcodes.ASM9, next);
        this.methods = methods;
    }

    /**
     * The changed class file.
     *
     * @param methods the sum of the numbers of the methods to change
     */
    static byte[] changed(byte[] classFile, int methods) {
        ClassReader reader = new ClassReader(classFile);
        // the code is straight, so that the frames of what follows stay valid
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new OutputProbe(writer, methods), 0);
        return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean record = (methods & 1) != 0 && descriptor.equals(METHODS.get(1));
        boolean sideOutput = (methods & 2) != 0 && descriptor.equals(METHODS.get(2));
        if (!name.equals("collect") || !(record || sideOutput)) {
            return method;
        }
        int parameters = record ? 1 : 2;
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                for (int variable = 0; variable <= parameters; variable++) {
                    super.visitVarInsn(Opcodes.ALOAD, variable);
                }
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, SAMPLES, "offer", "(" + OBJECT.repeat(parameters + 1) + ")V", false);
            }
        };
    }
}
