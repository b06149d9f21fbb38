"""All families together, in the order of the report."""

from __future__ import annotations

from tests.kg.forms.variants import (
    central,
    central_china,
    county,
    damaged,
    east,
    foreign,
    label_settings,
    libraries,
    many_projects,
    north,
    northeast,
    northwest,
    odd_tables,
    south,
    southwest,
    transfer,
    tricky_columns,
    whole_department,
)

FAMILIES = {
    "central departments": central.FORMS,
    "Sichuan, Chongqing, Yunnan, Guizhou": southwest.FORMS,
    "Hubei, Hunan, Henan, Jiangxi, Anhui": central_china.FORMS,
    "Beijing, Hebei, Shanxi, Shandong, Inner Mongolia": north.FORMS,
    "Shaanxi, Gansu, Ningxia, Xinjiang": northwest.FORMS,
    "Liaoning, Jilin, Heilongjiang": northeast.FORMS,
    "Jiangsu, Shanghai, Fujian, Zhejiang": east.FORMS,
    "Guangdong, Guangxi, Hainan, Shenzhen, Traditional": south.FORMS,
    "counties and townships": county.FORMS,
    "whole departments": whole_department.FORMS,
    "several projects": many_projects.FORMS,
    "settings of labels": label_settings.FORMS,
    "tricky columns": tricky_columns.FORMS,
    "odd tables": odd_tables.FORMS,
    "transfers and monitoring": transfer.FORMS,
    "damage": damaged.FORMS,
    "libraries": libraries.FORMS,
    "foreign tables": foreign.FORMS,
}
FORMS = tuple(form for forms in FAMILIES.values() for form in forms)
