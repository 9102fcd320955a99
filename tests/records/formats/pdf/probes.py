"""Ways in which HTML asks a PDF program to fetch or embed something. Each must come to nothing."""

import base64

FILE = "file:///etc/passwd"


def _data_svg(drawing: str) -> str:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{drawing}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def probes(server: str) -> dict[str, str]:
    """Name → a piece of HTML that tries it, with `server` as the one to reach."""
    return {
        "img http": f'<img alt="x" src="{server}/img">',
        "img file": f'<img alt="x" src="{FILE}">',
        "img srcset": f'<img alt="x" srcset="{server}/set 2x" src="{server}/set1">',
        "link css": f'<link rel="stylesheet" href="{server}/css">',
        "link asset attachment": f'<link rel="stylesheet attachment" href="asset:base.css"><p data-x="{server}">',
        "css import": f'<style>@import url("{server}/import");</style>',
        "css import file": f'<style>@import url("{FILE}");</style>',
        "inline background": f"<p style=\"background: url('{server}/background')\">x</p>",
        "list style": f"<ul><li style=\"list-style-image: url('{server}/list')\">x</ul>",
        "content url": f"<style>p::before {{ content: url('{server}/content') }}</style><p>x</p>",
        "border image": f"<p style=\"border: 1em solid; border-image: url('{server}/border') 30\">x</p>",
        "page background": f"<style>@page {{ background: url('{server}/page') }}</style>",
        "font face": f"<style>@font-face {{ font-family: F; src: url('{server}/font') }}</style><p>x",
        "font face local": "<style>@font-face { font-family: F; src: local('DejaVu Sans') }</style><p>x",
        "color profile": f"<style>@color-profile --p {{ src: url('{server}/profile') }}</style><p>x",
        "link attachment": f'<link rel="attachment" href="{FILE}">',
        "link attachment http": f'<link rel="attachment" href="{server}/attachment">',
        "a attachment": f'<p><a rel="attachment" href="{FILE}">x</a>',
        "a attachment data": '<p><a rel="attachment" href="data:image/png;base64,iVBORw0KGgo=">x</a>',
        "object": f'<object data="{server}/object" type="image/png"></object>',
        "object file": f'<object data="{FILE}" type="text/plain"></object>',
        "embed": f'<embed src="{server}/embed" type="image/png">',
        "iframe": f'<iframe src="{server}/frame"></iframe>',
        "inline svg image": f'<svg width="9" height="9"><image href="{server}/svg" width="9" height="9"/></svg>',
        "inline svg xlink": f'<svg width="9" height="9"><image xlink:href="{FILE}" width="9" height="9"/></svg>',
        "inline svg use": f'<svg width="9" height="9"><use href="{server}/use#a"/></svg>',
        "inline svg style": f'<svg width="9" height="9"><style>@import "{server}/svgcss";</style><rect/></svg>',
        "data svg image": '<img alt="x" src="' + _data_svg(f'<image href="{server}/data"/>') + '">',
        "data svg file": '<img alt="x" src="' + _data_svg(f'<image xlink:href="{FILE}"/>') + '">',
        "redirect": f'<img alt="x" src="{server}/redirect">',
        "base href": f'<base href="{server}/base/"><img alt="x" src="picture.png">',
        "meta refresh": f'<meta http-equiv="refresh" content="0;url={server}/refresh">',
        "input image": f'<input type="image" src="{server}/input">',
        "video poster": f'<video poster="{server}/poster" src="{server}/video"></video>',
        "script": f'<script src="{server}/script"></script>',
    }
