package io.millrace.kinesis.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Tells from a connection's first bytes what it speaks: TLS, HTTP/2 with prior knowledge, or HTTP/1.1. So one port
 * serves the default clients of all SDKs.
 */
final class ProtocolDetector extends ByteToMessageDecoder {
    private static final int TLS_HEADER_BYTES = 5;
    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf().asReadOnly();

    enum Protocol {
        TLS,
        HTTP_2,
        HTTP_1
    }

    private final BiConsumer<ChannelHandlerContext, Protocol> use;
    private boolean detected;

    /** @param use adds the handlers of the protocol, and then removes the detector, which hands over what it read */
    ProtocolDetector(BiConsumer<ChannelHandlerContext, Protocol> use) {
        this.use = use;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (detected) {
            return;
        }
        if (in.readableBytes() >= TLS_HEADER_BYTES && SslHandler.isEncrypted(in, false)) {
            choose(context, Protocol.TLS);
            return;
        }
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length)) {
            if (in.readableBytes() >= TLS_HEADER_BYTES) {
                choose(context, Protocol.HTTP_1);
            }
        } else if (length == PREFACE.readableBytes()) {
            choose(context, Protocol.HTTP_2);
        }
    }

    private void choose(ChannelHandlerContext context, Protocol protocol) {
        detected = true;
        use.accept(context, protocol);
    }
}
