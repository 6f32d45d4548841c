// SPDX-FileCopyrightText: 2026 The Veldboek authors
// SPDX-License-Identifier: EUPL-1.2
import QtQuick
import QtTest
import Veldboek.Theme

// WCAG 2.2 contrast (1.4.3, 1.4.11) of every pair of text or sign and ground that the controls use,
// in every palette. Formula: WCAG 2.2, "relative luminance" and "contrast ratio".
Item {
    id: root

    function linear(channel: real): real {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
    function luminance(colour: color): real {
        return 0.2126 * root.linear(colour.r) + 0.7152 * root.linear(colour.g) + 0.0722 * root.linear(colour.b);
    }
    function contrast(a: color, b: color): real {
        const x = root.luminance(a);
        const y = root.luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    TestCase {
        name: "Theme"

        readonly property var grounds: ["page", "surface", "raised"]
        readonly property var textOnAnyGround: ["ink", "inkMuted", "accent", "attention", "danger", "ok", "own", "other"]
        readonly property var textOn: [["ink", "sunken"], ["inkMuted", "sunken"], ["inkOnAccent", "accent"], ["inkOnAccentSoft", "accentSoft"], ["ink", "accentSoft"], ["inkMuted", "accentSoft"], ["attention", "accentSoft"], ["accent", "accentSoft"], ["inkOnAttentionSoft", "attentionSoft"], ["accent", "attentionSoft"], ["inkOnDanger", "dangerGround"], ["inkOnDangerSoft", "dangerSoft"], ["accent", "dangerSoft"], ["own", "ownSoft"], ["other", "otherSoft"], ["ink", "ownSoft"], ["ink", "otherSoft"], ["inkMuted", "ownSoft"], ["inkMuted", "otherSoft"], ["page", "ink"]]
        readonly property var signsOn: [["lineStrong", "page"], ["lineStrong", "surface"], ["lineStrong", "raised"], ["accent", "page"], ["pet", "page"], ["danger", "dangerSoft"], ["attention", "attentionSoft"]]

        function test_contrast_data(): var {
            const rows = [];
            for (let i = 0; i < Theme.all.length; ++i)
                rows.push({
                    "tag": Theme.all[i].name,
                    "palette": Theme.all[i]
                });
            return rows;
        }
        function test_contrast(row: var): void {
            compare(Theme.all.length, 3);
            const pairs = textOn.slice();
            for (const ground of grounds)
                for (const text of textOnAnyGround)
                    pairs.push([text, ground]);
            for (const pair of pairs) {
                const ratio = root.contrast(row.palette[pair[0]], row.palette[pair[1]]);
                verify(ratio >= 4.5, row.tag + ": " + pair[0] + " on " + pair[1] + " is " + ratio.toFixed(2));
            }
            for (const pair of signsOn) {
                const ratio = root.contrast(row.palette[pair[0]], row.palette[pair[1]]);
                verify(ratio >= 3, row.tag + ": the sign " + pair[0] + " on " + pair[1] + " is " + ratio.toFixed(2));
            }
        }
        function test_theFormulaItself(): void {
            compare(root.contrast(Qt.color("#000000"), Qt.color("#ffffff")).toFixed(1), "21.0");
            compare(root.contrast(Qt.color("#777777"), Qt.color("#ffffff")).toFixed(2), "4.48");
            compare(root.contrast(Qt.color("#123456"), Qt.color("#123456")).toFixed(1), "1.0");
        }
        function test_sizesFollowTheScale(): void {
            Theme.textScale = 2;
            compare(Theme.body, 32);
            compare(Theme.caption, 24);
            compare(Theme.target, 44);
            Theme.textScale = 1;
            Theme.reducedMotion = true;
            compare(Theme.calm, 0);
            compare(Theme.quick, 0);
        }
    }
}
