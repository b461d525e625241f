package io.millrace.assembly.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Cidr}: divides an IPv4 or IPv6 block into consecutive smaller ones. */
final class Cidr {
    private static final Pattern BLOCK = Pattern.compile("([0-9A-Fa-f:.]+)/([0-9]{1,3})");
    private static final int DEFAULT_BITS = 8;
    private static final int MOST_BLOCKS = 256;

    private Cidr() {}

    static JsonNode apply(JsonNode argument, Evaluator evaluator, TemplatePath at) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > 3) {
            throw at.error(
                    "must be a list of a block, a count and perhaps a number of bits, got %s".formatted(argument));
        }
        String block = evaluator.scalar(argument.get(0), at.child(0));
        int count = number(argument.get(1), 1, MOST_BLOCKS, evaluator, at.child(1));
        Matcher matcher = BLOCK.matcher(block);
        byte[] address = matcher.matches() ? address(matcher.group(1)) : new byte[0];
        int width = address.length * 8;
        int prefix = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (width == 0 || prefix > width) {
            throw at.child(0).error("must be a block such as 10.0.0.0/16, got '%s'".formatted(block));
        }
        int bits = argument.size() == 3 ? number(argument.get(2), 1, width, evaluator, at.child(2)) : DEFAULT_BITS;
        BigInteger size = BigInteger.ONE.shiftLeft(bits);
        BigInteger available = BigInteger.ONE.shiftLeft(width - prefix);
        if (size.multiply(BigInteger.valueOf(count)).compareTo(available) > 0) {
            throw at.error("%s must have room for %d blocks of %d bits".formatted(block, count, bits));
        }
        BigInteger first = new BigInteger(1, address).shiftRight(width - prefix).shiftLeft(width - prefix);
        String[] blocks = new String[count];
        for (int i = 0; i < count; i++) {
            BigInteger start = first.add(size.multiply(BigInteger.valueOf(i)));
            blocks[i] = text(start, address.length) + "/" + (width - bits);
        }
        return Json.strings(blocks);
    }

    private static int number(JsonNode value, int least, int most, Evaluator evaluator, TemplatePath at) {
        String text = evaluator.scalar(value, at);
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw at.error("must be between %d and %d, got '%s'".formatted(least, most, text));
        }
        return Integer.parseInt(text);
    }

    /** Of an address in digits, so that no name is looked up; empty when it is none. */
    private static byte[] address(String digits) {
        boolean version4 = digits.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!version4 && !digits.contains(":")) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(digits).getAddress();
        } catch (UnknownHostException e) {
            return new byte[0];
        }
    }

    private static String text(BigInteger address, int length) {
        byte[] digits = address.toByteArray();
        byte[] padded = new byte[length];
        int significant = Math.min(digits.length, length);
        System.arraycopy(digits, digits.length - significant, padded, length - significant, significant);
        return length == 4 ? dotted(padded) : colons(padded);
    }

    private static String dotted(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (byte part : address) {
            text.append(text.isEmpty() ? "" : ".").append(Byte.toUnsignedInt(part));
        }
        return text.toString();
    }

    /** In the short form of RFC 5952. */
    private static String colons(byte[] address) {
        int[] groups = new int[address.length / 2];
        Arrays.setAll(groups, i -> Byte.toUnsignedInt(address[2 * i]) << 8 | Byte.toUnsignedInt(address[2 * i + 1]));
        int start = 0;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > longest) {
                start = i;
                longest = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (longest > 1 && i == start) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
